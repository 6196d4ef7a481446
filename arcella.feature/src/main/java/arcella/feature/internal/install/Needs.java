package arcella.feature.internal.install;

import java.util.ArrayList;
import java.util.List;

import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.State;

/** Which installed features need which. Stateless. */
final class Needs {

    private Needs() {}

    /** Why a feature has to stay, a line each. */
    static List<String> by(Installed named, State state) {
        return state.features().stream().filter(other -> Reporter.requires(other).contains(named.id()))
                .map(other -> other.id() + " requires it").toList();
    }

    /** A feature and those that nobody asked for and nothing else needs, these first. */
    static List<Installed> goingWith(Installed named, State state) {
        List<Installed> going = new ArrayList<>(List.of(named));
        boolean more = true;
        while (more) {
            more = false;
            for (Installed other : state.features()) {
                boolean goes = !other.requested() && !going.contains(other) && required(other, going)
                        && !required(other, state.features().stream().filter(one -> !going.contains(one)).toList());
                if (goes) {
                    going.addFirst(other);
                    more = true;
                }
            }
        }
        return going;
    }

    private static boolean required(Installed feature, List<Installed> by) {
        return by.stream().anyMatch(one -> Reporter.requires(one).contains(feature.id()));
    }
}
