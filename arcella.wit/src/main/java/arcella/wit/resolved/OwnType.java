package arcella.wit.resolved;

import java.util.List;

/** An owning handle. */
public final class OwnType extends ValueType {

    private final ResourceType resource;

    public OwnType(ResourceType resource) {
        this(resource, Shape.handle(false, List.of(resource)));
    }

    private OwnType(ResourceType resource, Shape shape) {
        super(shape);
        this.resource = resource;
    }

    private OwnType(OwnType original) {
        super(original);
        this.resource = original.resource;
    }

    /** The resource that it owns. */
    public ResourceType resource() {
        return resource;
    }

    @Override
    public String kind() {
        return "own";
    }

    @Override
    public OwnType renamed() {
        return new OwnType(this);
    }
}
