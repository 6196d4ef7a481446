package arcella.wit.resolved;

import java.util.Objects;

/**
 * The identity of one resource type. Two resource types are the same exactly if they have the same id: resources are
 * abstract and generative, so every definition, abstract import and instantiation makes ids of its own.
 *
 * <p>Compared by identity. Safe to share between threads.
 */
public final class ResourceId {

    private final String label;

    /**
     * @param label a word for messages, such as the name of the import; identity does not depend on it
     */
    public ResourceId(String label) {
        this.label = Objects.requireNonNull(label, "label");
    }

    /** A word for messages. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label + '#' + Integer.toHexString(System.identityHashCode(this));
    }
}
