package arcella.worker.seal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The threads of this process in which the JVM optimizes what runs often. Beside guests that never end they are as busy for
 * seconds, on those guests' behalf.
 */
public final class OptimizerThreads {

    private static final Path THREADS = Path.of("/proc/self/task");

    /** As HotSpot names them, and the kernel keeps of it. */
    private static final String NAME = "C2 CompilerThre";

    private OptimizerThreads() {
    }

    /**
     * Their numbers to the kernel at this moment: the JVM may end them, and start others.
     *
     * @return none where this system or JVM does not tell
     * @throws IOException if the kernel's list of threads cannot be read
     */
    public static Set<Long> numbers() throws IOException {
        Set<Long> numbers = new HashSet<>();
        if (!Files.isDirectory(THREADS)) {
            return numbers;
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS, OptimizerThreads::optimizes)) {
            threads.forEach(thread -> numbers.add(Long.parseLong(thread.getFileName().toString())));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }

    private static boolean optimizes(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(NAME);
        } catch (IOException e) {
            // It has ended since it was listed.
            return false;
        }
    }
}
