package arcella.wit.resolved;

import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A resource type under one of its names. */
public final class ResourceType extends DefType {

    private static final Parts PARTS = new Parts(1, 0, 0, true);

    private final ResourceId id;
    private final @Nullable ResourceType original;

    public ResourceType(ResourceId id) {
        super(PARTS);
        this.id = Objects.requireNonNull(id, "id");
        this.original = null;
    }

    /** Another name of a resource. */
    private ResourceType(ResourceType original) {
        super(PARTS);
        this.id = original.id;
        this.original = original;
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
        return new ResourceType(this);
    }

    @Override
    public Optional<ResourceType> original() {
        return Optional.ofNullable(original);
    }

    @Override
    public String toString() {
        return "resource " + id;
    }
}
