package arcella.runtime.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that changes a store, again and again at random moments: what it said was done is there afterwards,
 * and what it was at is there whole or not at all.
 */
class ModuleStoreCrashTest {

    private static final int KILLS = Integer.getInteger("arcella.test.kills", 12);
    private static final long SEED = 20260102;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void survivesKills() throws Exception {
        Random random = new Random(SEED);
        Map<String, Long> model = new TreeMap<>();
        int changes = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = start(random.nextLong());
            Map<String, Long> after = model;
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("ready");
                int whole = random.nextInt(6);
                long more = random.nextInt(30_000_000);
                int done = 0;
                kill(child, whole == 0, more);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("try ")) {
                        after = changed(model, line.split(" "));
                    } else if (line.equals("done")) {
                        model = after;
                        changes++;
                        kill(child, ++done == whole, more);
                    }
                }
            }
            assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as("killed, and not ended by a failure").isEqualTo(137);
            Map<String, Long> found = found();
            assertThat(found).as("after kill %s", kill).isIn(model, after);
            model = found;
        }
        assertThat(changes).as("changes between the kills").isGreaterThanOrEqualTo(KILLS);
    }

    private static void kill(Process child, boolean now, long afterNanos) {
        if (now) {
            long end = System.nanoTime() + afterNanos;
            Thread.ofPlatform().daemon().start(() -> {
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                // Through the handle: Process.destroyForcibly also closes the stream that the test still reads.
                child.toHandle().destroyForcibly();
            });
        }
    }

    private Map<String, Long> found() {
        ModuleStore store = ModuleStore.open(folder);
        assertThat(store.problems()).isEmpty();
        Map<String, Long> found = new TreeMap<>();
        for (ModuleRecord record : store.records()) {
            assertThat(store.content(record.sha256())).exists().hasSize(record.sizeBytes());
            assertThat(record.manifest()).contains("size " + record.sizeBytes());
            record.previous().ifPresent(before ->
                    assertThat(store.content(before.sha256())).exists().hasSize(before.sizeBytes()));
            found.put(record.id().toString(), record.sizeBytes());
        }
        return found;
    }

    private static Map<String, Long> changed(Map<String, Long> model, String[] words) {
        Map<String, Long> after = new TreeMap<>(model);
        after.remove(words[2]);
        if (!words[1].equals("-")) {
            after.put(words[1], Long.parseLong(words[3]));
        }
        return after;
    }

    private Process start(long seed) throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m",
                        "-cp", System.getProperty("java.class.path"),
                        CrashChild.class.getName(), folder.toString(), Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
