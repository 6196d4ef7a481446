package arcella.worker.seal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Landlock: what the calling thread, and every thread it makes later, may do to files and to whom it may send signals
 * (Linux, landlock(7)).
 */
final class Landlock {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private static final int VERSION_FLAG = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int O_PATH_CLOEXEC = 010000000 | 02000000;
    private static final int AT_FDCWD = -100;

    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final long TRUNCATE = 1 << 14;
    private static final long FIRST = (1 << 13) - 1;
    private static final long REFER = 1 << 13;
    private static final long DEVICES = 1 << 15;
    private static final long EXECUTE = 1;
    private static final long MAKE_DEVICES = 1 << 6 | 1 << 11;
    private static final long TCP = 3;
    private static final long SCOPES = 3;

    private final Kernel kernel;
    private final SystemCalls calls;
    private final int version;
    private final int ruleset;
    private int rules;

    private Landlock(Kernel kernel, SystemCalls calls, int version, int ruleset) {
        this.kernel = kernel;
        this.calls = calls;
        this.version = version;
        this.ruleset = ruleset;
    }

    /** The version of Landlock in this kernel; 0 or less if there is none. */
    static int version(Kernel kernel) {
        return (int) kernel.call(SystemCalls.LANDLOCK_CREATE_RULESET, 0, 0, VERSION_FLAG);
    }

    /** A set of rules that allows nothing yet. */
    static Landlock create(Kernel kernel, SystemCalls calls, int version, boolean network) {
        int size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        MemorySegment attributes = kernel.memory(24);
        attributes.set(LONG, 0, files(version));
        attributes.set(LONG, 8, version >= 4 && !network ? TCP : 0);
        attributes.set(LONG, 16, version >= 6 ? SCOPES : 0);
        long made = kernel.call(SystemCalls.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
        if (made < 0) {
            throw new IllegalStateException("no set of Landlock rules: error " + -made);
        }
        return new Landlock(kernel, calls, version, (int) made);
    }

    private static long files(int version) {
        return FIRST | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0) | (version >= 5 ? DEVICES : 0);
    }

    void allowReading(Path path) {
        allow(path, READ_FILE | (Files.isDirectory(path) ? READ_DIR : 0));
    }

    void allowWriting(Path path) {
        long all = files(version) & ~EXECUTE & ~MAKE_DEVICES & ~DEVICES;
        allow(path, Files.isDirectory(path) ? all : all & (WRITE_FILE | READ_FILE | TRUNCATE));
    }

    private void allow(Path path, long access) {
        long opened = kernel.call(calls.openat(), AT_FDCWD, kernel.text(path.toString()).address(), O_PATH_CLOEXEC);
        if (opened < 0) {
            // What is not there needs no permission.
            return;
        }
        MemorySegment rule = kernel.memory(16);
        rule.set(LONG, 0, access);
        rule.set(INT, 8, (int) opened);
        long added = kernel.call(SystemCalls.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, rule.address());
        kernel.call(calls.close(), opened, 0, 0);
        if (added < 0) {
            throw new IllegalStateException("no Landlock rule for " + path + ": error " + -added);
        }
        rules++;
    }

    /** From here on the rules hold; or they are dropped. */
    String finish(boolean enforce) {
        long enforced = enforce ? kernel.call(SystemCalls.LANDLOCK_RESTRICT_SELF, ruleset, 0, 0) : 0;
        kernel.call(calls.close(), ruleset, 0, 0);
        if (enforced < 0) {
            throw new IllegalStateException("Landlock refused: error " + -enforced);
        }
        return "landlock version " + version + ": files, " + rules + " paths left"
                + (version >= 4 ? ", tcp" : "") + (version >= 6 ? ", signals, abstract sockets" : "");
    }
}
