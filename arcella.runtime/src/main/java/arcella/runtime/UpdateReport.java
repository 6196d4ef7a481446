package arcella.runtime;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import arcella.runtime.ModuleReport.Outcome;

/**
 * What an update did.
 *
 * @param outcome the module, and what else is to be told
 * @param bump what the change of its interface deserves, {@code none}, {@code patch}, {@code minor} or {@code major};
 *     empty if that cannot be told, as of core modules
 * @param rewired which modules use the new instance from now on, and which that used the old one use another provider
 * @param bundles which Java bundles, likewise
 * @param drained calls that were in flight in the old instance and ended there
 * @param cut calls that had not ended when the drain was over, and were cut off
 * @param lost which modules held resources of the old instance when the drain was over
 */
public record UpdateReport(
        Outcome outcome, Optional<String> bump, List<Wired> rewired,
        List<WiredBundle> bundles, int drained, int cut, List<Lost> lost) {

    /** Copies the lists. */
    public UpdateReport {
        rewired = List.copyOf(rewired);
        bundles = List.copyOf(bundles);
        lost = List.copyOf(lost);
    }

    /** The same with more to be told. */
    public UpdateReport with(List<String> notes) {
        List<String> all = Stream.concat(outcome.notes().stream(), notes.stream()).toList();
        return new UpdateReport(new Outcome(outcome.module(), all), bump, rewired, bundles, drained, cut, lost);
    }

    /**
     * A module that has some of its imports from another.
     *
     * @param consumer the module
     * @param imports the interfaces
     * @param to who has them from now on, where that is not what was updated
     */
    public record Wired(ModuleId consumer, List<String> imports, Optional<String> to) {
        /** Copies the list. */
        public Wired {
            imports = List.copyOf(imports);
        }
    }

    /**
     * A Java bundle that uses exports of a module.
     *
     * @param bundle the bundle
     * @param exports the interfaces
     * @param to who has them from now on, where that is not what was updated
     */
    public record WiredBundle(BundleName bundle, List<String> exports, Optional<String> to) {
        /** Copies the list. */
        public WiredBundle {
            exports = List.copyOf(exports);
        }
    }

    /**
     * Resources that are gone with the instance that made them.
     *
     * @param consumer who held them
     * @param handles how many
     */
    public record Lost(ModuleId consumer, long handles) {}
}
