package arcella.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Workers that run the classes under test. */
final class Workplace {

    private Workplace() {
    }

    static WorkerOptions options(Path folder) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> classPath = Arrays.stream(path.split(":")).map(Path::of).toList();
        return WorkerOptions.of(folder, classPath).withHeapBytes(256L << 20).withHeartbeat(Duration.ofSeconds(3));
    }
}
