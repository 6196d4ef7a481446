package arcella.wit.resolved;

import java.util.List;

/** A borrowed handle. */
public final class BorrowType extends ValueType {

    private final ResourceType resource;

    public BorrowType(ResourceType resource) {
        this(resource, Shape.handle(true, List.of(resource)));
    }

    private BorrowType(ResourceType resource, Shape shape) {
        super(shape);
        this.resource = resource;
    }

    private BorrowType(BorrowType original) {
        super(original);
        this.resource = original.resource;
    }

    /** The resource that it refers to. */
    public ResourceType resource() {
        return resource;
    }

    @Override
    public String kind() {
        return "borrow";
    }

    @Override
    public BorrowType renamed() {
        return new BorrowType(this);
    }
}
