package arcella.engine.component;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The identity of one resource type at run time: every instantiation of a component that defines a resource makes a new
 * one ({@code CanonicalABI.md}, {@code ResourceType}). Compared by identity.
 */
public final class ResourceTag {

    /** Runs when the owner of a resource drops it. */
    @FunctionalInterface
    public interface Destructor {

        /** Ends the resource of that representation. */
        void drop(int representation);
    }

    private final String label;
    private final @Nullable InstanceState owner;
    private final Optional<Destructor> destructor;

    private ResourceTag(String label, @Nullable InstanceState owner, Optional<Destructor> destructor) {
        this.label = label;
        this.owner = owner;
        this.destructor = destructor;
    }

    /**
     * A resource type that the host implements.
     *
     * @param label a word for messages
     * @param destructor what to do when a guest drops one it owns
     */
    public static ResourceTag host(String label, Destructor destructor) {
        return new ResourceTag(label, null, Optional.of(destructor));
    }

    static ResourceTag guest(String label, InstanceState owner, Optional<Destructor> destructor) {
        return new ResourceTag(label, owner, destructor);
    }

    /** The instance that defines it; none for the host. */
    Optional<InstanceState> owner() {
        return Optional.ofNullable(owner);
    }

    boolean isOwnedBy(InstanceState instance) {
        return owner == instance;
    }

    Optional<Destructor> destructor() {
        return destructor;
    }

    String description() {
        return owner == null ? "host-defined resource" : "guest-defined resource";
    }

    @Override
    public String toString() {
        return label;
    }
}
