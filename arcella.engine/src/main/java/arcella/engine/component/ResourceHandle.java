package arcella.engine.component;

import org.jspecify.annotations.Nullable;

/** An entry of an instance's table that refers to a resource ({@code CanonicalABI.md}, {@code ResourceHandle}). */
final class ResourceHandle implements TableEntry {

    final ResourceTag tag;
    final int representation;
    /** The task for whose time this was lent; none for an owning handle. */
    final @Nullable Task borrowedFor;
    /** How many calls this handle is lent to at the moment. */
    int lends;

    ResourceHandle(ResourceTag tag, int representation, @Nullable Task borrowedFor) {
        this.tag = tag;
        this.representation = representation;
        this.borrowedFor = borrowedFor;
    }

    boolean owns() {
        return borrowedFor == null;
    }

    @Override
    public String description() {
        return tag.description();
    }
}
