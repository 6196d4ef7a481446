package arcella.wit.resolved;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a type index can stand for. Types are immutable and compare by identity: an import or export of a type makes a new
 * object of the same structure, and that object is the type's visible name.
 */
public abstract sealed class DefType permits ValueType, ResourceType, FuncType, InstanceType, ComponentType {

    private final Parts parts;

    DefType(Parts parts) {
        this.parts = parts;
    }

    /** How many nodes the type has when written out in full; stops at {@link Integer#MAX_VALUE}. */
    public final int treeSize() {
        return parts.treeSize();
    }

    /**
     * How deep value types nest in it: 1 for a value type without parts. Functions, instances and components do not add to
     * the depth of the values that pass through them, nor do resources to that of handles.
     */
    public final int depth() {
        return parts.depth();
    }

    /** How deep the types of instances and components nest in it: 0 for value types and functions. */
    public final int nesting() {
        return parts.nesting();
    }

    /** What a type with the same parts has. */
    final Parts parts() {
        return parts;
    }

    /** Whether a resource type occurs anywhere in it, its own or one from outside. */
    public final boolean mentionsResources() {
        return parts.mentionsResources();
    }

    /** The word for this kind of type in messages. */
    public abstract String kind();

    /** A type of the same structure and another identity: a new visible name for it. */
    public abstract DefType renamed();

    /** The type that this is another name of; nothing if it was defined here and not taken over. */
    public Optional<? extends DefType> original() {
        return Optional.empty();
    }

    /** The word for a kind of thing with its article: {@code an enum}. */
    public static String withArticle(String kind) {
        return ("aeio".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
    }

    /** Only to itself. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    static int add(int size, int more) {
        return (int) Math.min(Integer.MAX_VALUE, (long) size + more);
    }
}
