package arcella.runtime.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import arcella.runtime.ModuleId;

/**
 * What the store knows of one installed module. Immutable.
 *
 * @param id name and version
 * @param sha256 its content, 64 lower-case hexadecimal digits
 * @param sizeBytes the content's size
 * @param manifest the manifest's text as it came; empty if it came with none
 * @param wanted what the operator wants of it
 * @param revision 1 at install, one more with each update
 * @param installedAt when it was installed or last updated, to the millisecond
 * @param grants what the operator granted at install
 * @param origin how it came, such as {@code install} or {@code deploy:hello.wasm}
 * @param previous what was in its place before the last update
 */
public record ModuleRecord(
        ModuleId id,
        String sha256,
        long sizeBytes,
        Optional<String> manifest,
        Wanted wanted,
        int revision,
        Instant installedAt,
        List<String> grants,
        String origin,
        Optional<Previous> previous) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What the operator wants of a module; outlives restarts of the container. */
    public enum Wanted {
        /** To run. */
        STARTED,
        /** Not to run. */
        STOPPED,
        /** Whoever brings it has not said yet that it stays: a container that starts leaves it alone. */
        UNSETTLED,
        /** To run, if whoever has begun to take it away says that it stays: until then, a container that starts leaves it alone. */
        LEAVING;

        /** Whether somebody is going to say what becomes of it, and nobody else decides that meanwhile. */
        public boolean open() {
            return this == UNSETTLED || this == LEAVING;
        }
    }

    /**
     * Content that another took the place of, with all that came with it.
     *
     * @param id name and version
     * @param sha256 the content
     * @param sizeBytes its size
     * @param manifest the manifest's text
     * @param revision which revision it was
     * @param installedAt when it came
     * @param grants what the operator granted it
     * @param origin how it came
     */
    public record Previous(
            ModuleId id,
            String sha256,
            long sizeBytes,
            Optional<String> manifest,
            int revision,
            Instant installedAt,
            List<String> grants,
            String origin) {

        public Previous {
            grants = List.copyOf(grants);
            check(sha256, sizeBytes, revision);
        }
    }

    public ModuleRecord {
        grants = List.copyOf(grants);
        check(sha256, sizeBytes, revision);
    }

    /** A module with nothing before it. */
    public ModuleRecord(
            ModuleId id, String sha256, long sizeBytes, Optional<String> manifest, Wanted wanted, int revision,
            Instant installedAt, List<String> grants, String origin) {
        this(id, sha256, sizeBytes, manifest, wanted, revision, installedAt, grants, origin, Optional.empty());
    }

    private static void check(String sha256, long sizeBytes, int revision) {
        if (!HASH.matcher(sha256).matches() || sizeBytes < 0 || revision < 1) {
            throw new IllegalArgumentException("sha256 " + sha256 + ", size " + sizeBytes + ", revision " + revision);
        }
    }

    /** The same with another wish. */
    public ModuleRecord wanting(Wanted wish) {
        return new ModuleRecord(
                id, sha256, sizeBytes, manifest, wish, revision, installedAt, grants, origin, previous);
    }

    /** The same with this before it. */
    public ModuleRecord after(Optional<Previous> before) {
        return new ModuleRecord(
                id, sha256, sizeBytes, manifest, wanted, revision, installedAt, grants, origin, before);
    }

    /** This, as what comes before another. */
    public Previous asPrevious() {
        return new Previous(id, sha256, sizeBytes, manifest, revision, installedAt, grants, origin);
    }

    /** Whether it, or what was before it, has this content. */
    boolean names(String content) {
        return sha256.equals(content) || previous.filter(before -> before.sha256().equals(content)).isPresent();
    }
}
