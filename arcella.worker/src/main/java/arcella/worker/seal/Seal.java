package arcella.worker.seal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Seals this process, for good.
 *
 * <p>Five parts, in this order. No new privileges: nothing it could start would have more rights, and an unprivileged
 * process may not do the rest without. No core dumps: a guest's memory, or the container's secrets in an {@code arcella
 * run}, do not land in a file. Landlock: files beyond the policy's are out of reach, as are other processes' signals and
 * abstract sockets. Capabilities: of a process that root started, those that its grants do not need are gone. Seccomp: sockets, starting processes, looking into them, and what else Java has no use for answers
 * "not permitted", in every thread.
 *
 * <p>Landlock and the loss of capabilities bind the thread that calls {@link #apply} and those that it, or its descendants, make later. The threads
 * that Java had before stay outside, so call this from the main thread, before anything that makes threads, and let
 * only descendants run guests. Seccomp alone, which binds all threads, does not govern files.
 *
 * <p>Where the system lacks a part, the others are applied and the report says so: whether that is enough is for others
 * to decide.
 */
public final class Seal {

    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int RLIMIT_CORE = 4;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;
    private static final int SECCOMP_GET_ACTION_AVAIL = 2;

    private final Kernel kernel;
    private final SystemCalls calls;
    private final SealPolicy policy;
    private final boolean enforced;
    private final List<String> done = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private Seal(Kernel kernel, SystemCalls calls, SealPolicy policy, boolean enforced) {
        this.kernel = kernel;
        this.calls = calls;
        this.policy = policy;
        this.enforced = enforced;
    }

    /**
     * Seals this process as far as this system can.
     *
     * @return what holds now and what does not
     */
    public static SealReport apply(SealPolicy policy) {
        return seal(policy, true);
    }

    /**
     * What {@link #apply} could do here, without doing it: everything is prepared and nothing enforced.
     *
     * @return what would hold and what would not
     */
    public static SealReport rehearse(SealPolicy policy) {
        return seal(policy, false);
    }

    private static SealReport seal(SealPolicy policy, boolean enforced) {
        Optional<SystemCalls> calls = SystemCalls.ofThisMachine();
        if (calls.isEmpty()) {
            return new SealReport(List.of(), List.of("everything: " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + " is not sealed, only Linux on x86-64 and aarch64 is"));
        }
        try (Kernel kernel = new Kernel()) {
            return new Seal(kernel, calls.get(), policy, enforced).seal();
        }
    }

    private SealReport seal() {
        if (enforced) {
            privileges();
        }
        Set<Path> readable = readable();
        landlock(readable);
        capabilities(readable);
        seccomp();
        return new SealReport(done, missing);
    }

    private void privileges() {
        if (policy.ownGroup()) {
            expect("own process group", kernel.call(calls.setpgid(), 0, 0, 0));
        }
        expect("no new privileges", kernel.call(calls.prctl(), PR_SET_NO_NEW_PRIVS, 1, 0));
        MemorySegment nothing = kernel.memory(16);
        long limited = kernel.call(calls.prlimit64(), 0, RLIMIT_CORE, nothing.address(), 0, 0);
        expect("no core dumps", limited < 0 ? limited : kernel.call(calls.prctl(), PR_SET_DUMPABLE, 0, 0));
    }

    private void expect(String part, long result) {
        if (result < 0) {
            missing.add(part + ": error " + -result);
        } else {
            done.add(part);
        }
    }

    private void landlock(Set<Path> readable) {
        int version = Landlock.version(kernel);
        if (version <= 0) {
            missing.add("landlock: this kernel has none, or it is switched off");
            return;
        }
        try {
            Landlock rules = Landlock.create(kernel, calls, version, policy.network());
            readable.forEach(rules::allowReading);
            policy.writable().forEach(rules::allowWriting);
            rules.allowWriting(Path.of("/dev/null"));
            done.add(rules.finish(enforced));
            if (version < 6) {
                missing.add("landlock scopes: version " + version + " governs no signals and no abstract sockets; seccomp does");
            }
        } catch (IllegalStateException e) {
            missing.add("landlock: " + e.getMessage());
        }
    }

    /** After Landlock's rules, for which every path is opened, and before the filter, which refuses the call. */
    private void capabilities(Set<Path> readable) {
        try {
            Capabilities capabilities = new Capabilities(kernel, calls);
            Set<Path> own = new LinkedHashSet<>(readable);
            own.addAll(policy.writable());
            done.add(enforced ? capabilities.drop(policy.rights(), own) : capabilities.rehearse());
        } catch (IllegalStateException e) {
            missing.add("capabilities: " + e.getMessage());
        }
    }

    private Set<Path> readable() {
        Set<Path> paths = new LinkedHashSet<>(policy.readable());
        paths.addAll(JavaFiles.ofThisProcess());
        for (String part : System.getProperty("java.class.path").split(":")) {
            if (!part.isEmpty()) {
                paths.add(Path.of(part));
            }
        }
        // The process itself by its number: "self" would mean whoever opens it.
        paths.add(Path.of("/proc", Long.toString(ProcessHandle.current().pid())));
        paths.add(Path.of("/proc/thread-self"));
        paths.add(Path.of("/dev/urandom"));
        paths.add(Path.of("/dev/random"));
        return paths;
    }

    private void seccomp() {
        byte[] program = Filter.build(calls, ProcessHandle.current().pid(), policy.network(),
                policy.fileTimes());
        MemorySegment code = kernel.memory(program.length);
        MemorySegment.copy(program, 0, code, ValueLayout.JAVA_BYTE, 0, program.length);
        MemorySegment header = kernel.memory(16);
        header.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / 8));
        header.set(ValueLayout.JAVA_LONG, 8, code.address());
        header.set(ValueLayout.JAVA_INT, 4, Filter.ERRNO);
        long result = enforced
                ? kernel.call(calls.seccomp(), SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, header.address())
                : kernel.call(calls.seccomp(), SECCOMP_GET_ACTION_AVAIL, 0, header.address() + 4);
        if (result != 0) {
            // A positive answer names a thread that could not be bound; then none is.
            missing.add("seccomp: " + (result < 0 ? "error " + -result : "thread " + result + " has a filter of its own"));
        } else {
            done.add("seccomp: " + (policy.network() ? "Internet sockets only" : "no sockets")
                    + ", no processes, no tracing, in all threads");
        }
    }
}
