package arcella.runtime.internal.container;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long install, start and a list take in a warm container; figures and no judgement, so it runs only when it is asked
 * for: {@code mvn verify -pl arcella.runtime -am -Dit.test=InstallFigures}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InstallFigures {

    private static final int WARM_UP = 40;
    private static final int MEASURED = 100;

    @TempDir
    private Path home;

    @Test
    void installAndStart() throws Exception {
        try (TestContainer container = new TestContainer(home)) {
            byte[] wasm = TestContainer.example("hello");
            series(container, wasm, "main", "isolation = \"main\"\ntrusted = true\nasync = true\n");
            series(container, wasm, "worker", "group = \"shared\"\n");
            long begin = System.nanoTime();
            container.call("module:list");
            System.out.println("list of " + 2 * (WARM_UP + MEASURED) + ": " + millis(System.nanoTime() - begin));
        }
    }

    private static void series(TestContainer container, byte[] wasm, String where, String more) throws Exception {
        long[] install = new long[MEASURED];
        long[] start = new long[MEASURED];
        long installCpu = 0;
        long startCpu = 0;
        for (int i = -WARM_UP; i < MEASURED; i++) {
            String name = where + "-" + (i + WARM_UP);
            byte[] manifest = TestContainer.manifest(name, "1.0.0", more).getBytes(StandardCharsets.UTF_8);
            long cpu = cpu();
            long begin = System.nanoTime();
            container.call("module:install", Map.of("file", wasm, "manifest", manifest), "file=h.wasm", "grant-all=true");
            long installed = System.nanoTime();
            long cpuInstalled = cpu();
            container.call("module:start", "module=" + name);
            long started = System.nanoTime();
            if (i >= 0) {
                install[i] = installed - begin;
                start[i] = started - installed;
                installCpu += cpuInstalled - cpu;
                startCpu += cpu() - cpuInstalled;
            }
        }
        print(where + " install", install, installCpu);
        print(where + " start", start, startCpu);
    }

    /** The processor time of this process, compilers and all: what counts on a machine that others use too. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void print(String what, long[] nanos, long cpuNanos) {
        Arrays.sort(nanos);
        System.out.println(what + ": p50 " + millis(nanos[nanos.length / 2]) + ", p95 " + millis(nanos[nanos.length * 95 / 100])
                + ", processor time " + millis(cpuNanos / nanos.length));
    }

    private static String millis(long nanos) {
        return nanos / 10_000 / 100.0 + " ms";
    }
}
