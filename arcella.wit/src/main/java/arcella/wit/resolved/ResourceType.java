package arcella.wit.resolved;

import java.util.Objects;

/** A resource type under one of its names. */
public final class ResourceType extends DefType {

    private final ResourceId id;

    public ResourceType(ResourceId id) {
        super(1, 1, true);
        this.id = Objects.requireNonNull(id, "id");
    }

    /** Which resource this is; shared by all its names. */
    public ResourceId id() {
        return id;
    }

    @Override
    public String kind() {
        return "resource";
    }

    @Override
    public ResourceType renamed() {
        return new ResourceType(id);
    }

    @Override
    public String toString() {
        return "resource " + id;
    }
}
