package arcella.runtime.internal.container;

import java.util.List;
import java.util.Optional;

/**
 * A standing grant: one {@code [[grant]]} of {@code etc/arcella.toml}.
 *
 * @param name the module's name
 * @param sha256 the content's hash
 * @param allow what is granted; {@code all} for all that is asked
 * @param place where it stands, for people
 */
record Grant(Optional<String> name, Optional<String> sha256, List<String> allow, String place) {

    Grant {
        allow = List.copyOf(allow);
    }

    /** Whether it is meant for a module; a name alone holds for what an operator installed by hand. */
    boolean isFor(String moduleName, String moduleSha256, boolean byHand) {
        return sha256.isPresent()
                ? sha256.get().equals(moduleSha256) && name.filter(n -> !n.equals(moduleName)).isEmpty()
                : byHand && name.filter(n -> n.equals(moduleName)).isPresent();
    }
}
