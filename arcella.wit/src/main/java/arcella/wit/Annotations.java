package arcella.wit;

import java.util.Objects;
import java.util.Optional;

/**
 * What stands before an item and changes nothing about its type.
 *
 * @param docs the text of its documentation comments, lines parted by line feeds; empty if there is none
 * @param gate its feature gate
 * @param externalId its {@code @external-id}, any text
 */
public record Annotations(String docs, Gate gate, Optional<String> externalId) {

    /** Nothing. */
    public static final Annotations NONE = new Annotations("", Gate.OPEN, Optional.empty());

    /** Refuses nulls. */
    public Annotations {
        Objects.requireNonNull(docs, "docs");
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(externalId, "externalId");
    }

    /** Documentation only. */
    public static Annotations docs(String docs) {
        return new Annotations(docs, Gate.OPEN, Optional.empty());
    }
}
