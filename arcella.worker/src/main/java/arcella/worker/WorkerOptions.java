package arcella.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a {@link WorkerSupervisor} makes its workers. Immutable; start from {@link #of}.
 *
 * @param folder where each worker gets a private folder for its socket and temporary files; made with mode 0700 if it is
 *     not there. What workers of a process that was killed have left in it is deleted when a supervisor begins
 * @param java the program {@code java}
 * @param classPath the jars of a worker: those of {@code arcella.error}, {@code wit}, {@code engine}, {@code wasi} and
 *     {@code worker}, and msgpack-core
 * @param jvmArguments further arguments for the Java machine
 * @param heapBytes the heap of a worker of which nobody says something else
 * @param aotCache an ahead-of-time cache made for exactly this Java and class path; one that does not fit is ignored
 * @param compileCache the folder of a {@link arcella.engine.core.CompileCache}, which must exist; workers read it, and
 *     compile for themselves what is not in it (see {@link LocalModuleHost#compileOptions})
 * @param sealed whether workers seal themselves as far as the system lets them
 * @param maxWorkers how many workers may live at once
 * @param startDeadline how long a worker may take until it is ready
 * @param heartbeat the time between two signs of life that are asked for; five that fail to come are a death
 * @param idle how long a worker without instances is kept
 * @param spare whether one more process than is needed is kept, from the first worker or {@link WorkerSupervisor#keepSpare} on, for
 *     the next group that needs one
 */
public record WorkerOptions(
        Path folder,
        Path java,
        List<Path> classPath,
        List<String> jvmArguments,
        long heapBytes,
        Optional<Path> aotCache,
        Optional<Path> compileCache,
        boolean sealed,
        int maxWorkers,
        Duration startDeadline,
        Duration heartbeat,
        Duration idle,
        boolean spare) {

    /** Copies, and refuses what cannot work. */
    public WorkerOptions {
        folder = folder.toAbsolutePath();
        classPath = List.copyOf(classPath);
        jvmArguments = List.copyOf(jvmArguments);
        Objects.requireNonNull(java, "java");
        if (classPath.isEmpty()) {
            throw new IllegalArgumentException("the class path of workers is empty");
        }
        if (heapBytes < GroupLimits.LEAST_HEAP) {
            throw new IllegalArgumentException("heapBytes is " + heapBytes + ", and must be at least " + GroupLimits.LEAST_HEAP);
        }
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("maxWorkers is " + maxWorkers + ", and must be at least 1");
        }
        positive("startDeadline", startDeadline);
        positive("heartbeat", heartbeat);
        positive("idle", idle);
    }

    /** The Java that runs this, 640 MiB of heap, sealed, at most 64 workers, kept for 30 s when idle, no caches, no spare. */
    public static WorkerOptions of(Path folder, List<Path> classPath) {
        return new WorkerOptions(folder, Path.of(System.getProperty("java.home"), "bin", "java"), classPath, List.of(),
                640L << 20, Optional.empty(), Optional.empty(), true, 64, Duration.ofSeconds(30),
                Duration.ofSeconds(2), Duration.ofSeconds(30), false);
    }

    /** The class path of workers, from the folder with the jars of a distribution. A cache fits no other. */
    public static List<Path> classPath(Path lib) {
        return Stream.of("arcella.error", "arcella.wit", "arcella.engine", "arcella.wasi", "arcella.worker", "msgpack-core")
                .map(name -> lib.resolve(name + ".jar")).toList();
    }

    /** The arguments for the Java machine that every worker gets, and that a training for the cache must have. */
    public static List<String> startArguments() {
        return List.of("-XX:+UseSerialGC", "-XX:-DontCompileHugeMethods", "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null", "-Xlog:disable", "-Xlog:all=error:stderr",
                "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
    }

    /** The same with other arguments for the Java machine. */
    public WorkerOptions withJvmArguments(List<String> jvmArguments) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with another heap. */
    public WorkerOptions withHeapBytes(long heapBytes) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with an ahead-of-time cache. */
    public WorkerOptions withAotCache(Optional<Path> aotCache) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with a folder of compiled modules. */
    public WorkerOptions withCompileCache(Optional<Path> compileCache) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same, sealed or not. */
    public WorkerOptions withSealed(boolean sealed) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with another bound on the number of workers. */
    public WorkerOptions withMaxWorkers(int maxWorkers) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with another deadline for the start. */
    public WorkerOptions withStartDeadline(Duration startDeadline) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with another heartbeat. */
    public WorkerOptions withHeartbeat(Duration heartbeat) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with another time for which an idle worker is kept. */
    public WorkerOptions withIdle(Duration idle) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    /** The same with a spare or without one. */
    public WorkerOptions withSpare(boolean spare) {
        return new WorkerOptions(folder, java, classPath, jvmArguments, heapBytes, aotCache, compileCache, sealed,
                maxWorkers, startDeadline, heartbeat, idle, spare);
    }

    private static void positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " is " + time + ", and must be more than nothing");
        }
    }
}
