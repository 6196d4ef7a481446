package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a container occupies.
 *
 * @param heap bytes of living objects in the daemon, counted after a full collection
 * @param classes classes that the daemon has loaded and not unloaded
 * @param bundles the framework's objects for bundles, those that are uninstalled and held by something included
 * @param instances objects of modules' instances in the daemon, those that have ended included
 * @param workers how many worker processes there are in which modules run
 * @param resident memory of these workers as the system counts it: they let nobody attach, who could look inside
 */
record Footprint(long heap, long classes, long bundles, long instances, int workers, long resident) {

    private static final String BUNDLE = "org.apache.felix.framework.BundleImpl";
    private static final String INSTANCE = "arcella.worker.internal.local.LocalInstance";

    static Footprint of(Container container) throws Exception {
        jcmd(container, "GC.run");
        String histogram = jcmd(container, "GC.class_histogram");
        String counters = jcmd(container, "PerfCounter.print");
        JsonNode workers = new ObjectMapper().readTree(container.cli("worker", "list", "--output", "json").ok().out());
        long resident = 0;
        int count = 0;
        for (JsonNode worker : workers) {
            // One that compiles comes and goes.
            if (!worker.path("group").asText().startsWith("-")) {
                resident += worker.path("memory").asLong();
                count++;
            }
        }
        return new Footprint(
                number(histogram, "(?m)^Total\\s+\\d+\\s+(\\d+)"),
                counter(counters, "loadedClasses") + counter(counters, "sharedLoadedClasses")
                        - counter(counters, "unloadedClasses") - counter(counters, "sharedUnloadedClasses"),
                objects(histogram, BUNDLE), objects(histogram, INSTANCE), count, resident);
    }

    /** Fails unless this, taken later, is no more than what was before, but for so many per cent. */
    void assertFlat(Footprint before, int percent) {
        assertThat(heap).as("living objects in the daemon, before and now: %s, %s", before, this)
                .isLessThan(before.heap + before.heap * percent / 100);
        assertThat(classes).as("classes in the daemon, before and now: %s, %s", before, this)
                .isLessThan(before.classes + before.classes / 10);
        assertThat(bundles).as("bundles that something holds, before and now: %s, %s", before, this)
                .isLessThanOrEqualTo(before.bundles + 1);
        assertThat(instances).as("instances that something holds, before and now: %s, %s", before, this)
                .isLessThanOrEqualTo(before.instances + 1);
        assertThat(workers).as("workers, before and now: %s, %s", before, this).isLessThanOrEqualTo(before.workers);
        assertThat(resident).as("memory of the workers, before and now: %s, %s", before, this)
                .isLessThanOrEqualTo(before.resident + before.resident * percent / 100);
    }

    private static long objects(String histogram, String type) {
        return histogram.lines().map(String::strip).filter(line -> line.matches(".*\\s" + Pattern.quote(type) + "(\\s.*)?"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1])).sum();
    }

    /** What a command of the JDK says of the daemon. */
    static String jcmd(Container container, String command) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return container.execute(List.of(jcmd.toString(), Long.toString(container.daemon().pid()), command), new byte[0])
                .ok().out();
    }

    private static long counter(String counters, String name) {
        return number(counters, Pattern.quote("java.cls." + name) + "=(\\d+)");
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public String toString() {
        return "%.1f MB of living objects, %d classes, %d bundles and %d instances in the daemon; %d workers with %d MB"
                .formatted(heap / 1e6, classes, bundles, instances, workers, resident / 1_000_000);
    }
}
