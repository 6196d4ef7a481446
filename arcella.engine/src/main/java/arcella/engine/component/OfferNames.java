package arcella.engine.component;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import arcella.wit.ExternName;
import arcella.wit.SemVer;

/**
 * Finds what stands ready for an import name. Toolchains mix versions of one semver track within a component
 * ({@code wasi:io@0.2.4} beside {@code 0.2.10}): where nothing is offered under the very name, the newest host interface
 * of the same track stands in, and whether it has all that is wanted shows when its functions and types are matched.
 * Prereleases match exactly, as they are alone on their tracks.
 */
final class OfferNames {

    private OfferNames() {}

    static Optional<Provided> find(Map<String, Provided> provided, String name) {
        Provided exact = provided.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        if (name.indexOf('@') < 0 || !(ExternName.parse(name) instanceof ExternName.Interface wanted)) {
            return Optional.empty();
        }
        return provided.entrySet().stream()
                // What another component exports has its exact type, which its own version tells.
                .filter(offer -> offer.getValue() instanceof Provided.Interface && standsIn(offer.getKey(), wanted))
                .max(Comparator.comparing(offer -> version(offer.getKey())))
                .map(Map.Entry::getValue);
    }

    private static boolean standsIn(String offered, ExternName.Interface wanted) {
        return offered.indexOf('@') >= 0 && ExternName.parse(offered) instanceof ExternName.Interface iface
                && wanted.isCompatibleWith(iface);
    }

    private static SemVer version(String offered) {
        return SemVer.parse(offered.substring(offered.indexOf('@') + 1));
    }
}
