package arcella.wit.component;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of an import or export with its attributes ({@code nameattributes}). The name is as written; whether it is of
 * the right form is for validation to say.
 *
 * @param name the name itself
 * @param implementsName the interface that the thing implements, where that is said ({@code implements})
 * @param versionSuffix what was cut off a canonical interface version ({@code versionsuffix})
 * @param externalId a free-form id for the host ({@code external-id})
 * @param offset where the name stands in the binary
 */
public record AttributedName(
        String name,
        Optional<String> implementsName,
        Optional<String> versionSuffix,
        Optional<String> externalId,
        int offset) {

    public AttributedName {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(implementsName, "implementsName");
        Objects.requireNonNull(versionSuffix, "versionSuffix");
        Objects.requireNonNull(externalId, "externalId");
    }

    /** A name without attributes. */
    public static AttributedName of(String name, int offset) {
        return new AttributedName(name, Optional.empty(), Optional.empty(), Optional.empty(), offset);
    }
}
