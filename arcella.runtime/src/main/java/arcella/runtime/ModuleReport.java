package arcella.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A module as operators see it, at one moment. Immutable.
 *
 * @param id name and version
 * @param state what it is doing
 * @param since since when
 * @param description one line from its manifest; may be empty
 * @param isolation where it runs: {@code main} or {@code worker}
 * @param async whether its manifest sets {@code async}
 * @param asynchronous the functions that it exports with an asynchronous type
 * @param group its worker group
 * @param sha256 its content's hash
 * @param sizeBytes its content's size
 * @param revision 1 at install, one more with each update
 * @param installedAt when it was installed or last updated
 * @param origin how it came
 * @param bundleId its bundle; empty until the container has installed that
 * @param asked what its manifest asks for
 * @param denied what of that it was not granted
 * @param limits the limits that hold for it
 * @param configuration the values that it is given, a line each, and what of its configuration does not hold
 * @param previous what was in its place before the last update
 */
public record ModuleReport(
        ModuleId id,
        ModuleState state,
        Instant since,
        String description,
        String isolation,
        boolean async,
        List<String> asynchronous,
        String group,
        String sha256,
        long sizeBytes,
        int revision,
        Instant installedAt,
        String origin,
        OptionalLong bundleId,
        List<String> asked,
        List<String> denied,
        List<LimitReport> limits,
        List<String> configuration,
        Optional<Previous> previous) {

    public ModuleReport {
        asked = List.copyOf(asked);
        denied = List.copyOf(denied);
        configuration = List.copyOf(configuration);
        limits = List.copyOf(limits);
    }

    /**
     * Content that {@code module:rollback} would return to.
     *
     * @param id its name and version
     * @param revision which revision it was
     * @param sha256 its hash
     */
    public record Previous(ModuleId id, int revision, String sha256) {}

    /** What it asked for and was granted. */
    public List<String> granted() {
        return asked.stream().filter(ask -> !denied.contains(ask)).toList();
    }

    /** A module and what is to be said about what was just done to it. */
    public record Outcome(ModuleReport module, List<String> notes) {
        public Outcome {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What its instance has done and holds, and what of it could not be compiled; if it has one.
     *
     * @param awaited whether its first call is still to make it
     */
    public record Running(Optional<arcella.worker.InstanceStatistics> statistics,
            arcella.worker.InterpretedFunctions interpreted, boolean awaited) {}
}
