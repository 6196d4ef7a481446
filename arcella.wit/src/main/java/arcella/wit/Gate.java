package arcella.wit;

import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * The feature gate of an item (WIT, "Feature Gates").
 *
 * @param since the version that brought the item: {@code @since(version = …)}
 * @param unstable the feature that must be enabled to have it: {@code @unstable(feature = …)}
 * @param deprecated the version from which on it should not be used: {@code @deprecated(version = …)}
 */
public record Gate(Optional<SemVer> since, Optional<String> unstable, Optional<SemVer> deprecated) {

    /** No gate. */
    public static final Gate OPEN = new Gate(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Checks the rules of combination.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if {@code since} and {@code unstable} are both given, or
     *     {@code deprecated} without either
     */
    public Gate {
        Objects.requireNonNull(deprecated, "deprecated");
        unstable.ifPresent(feature -> Kebab.requireLabel(feature, "feature"));
        if (since.isPresent() && unstable.isPresent()) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE, "both @since and @unstable on one item", "keep one of them");
        }
        if (deprecated.isPresent() && since.isEmpty() && unstable.isEmpty()) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE,
                    "@deprecated on an item with neither @since nor @unstable",
                    "say with @since in which version the item appeared");
        }
    }

    /** Whether there is no gate at all. */
    public boolean isOpen() {
        return equals(OPEN);
    }
}
