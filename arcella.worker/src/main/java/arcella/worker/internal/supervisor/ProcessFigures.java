package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the system knows of a process. */
final class ProcessFigures {

    private ProcessFigures() {
    }

    /** The memory it occupies; 0 where that cannot be told. */
    static long residentBytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
            return 0;
        } catch (IOException e) {
            // It ended in between, and occupies nothing.
            return 0;
        }
    }

    /** The processor time it has used; zero where that cannot be told. */
    static Duration cpuTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
