package arcella.wit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each byte of input costs: how much is allocated while it is read, and how much of that stays with the answer. Memory
 * is a small multiple of the input, and {@code memory.csv} says which for every {@link Family}: what was measured in a JVM
 * that removes no allocation, as those of this module's tests do not. A family may cost a third more, so that whatever
 * doubles fails here. What the most expensive input of each reader may cost is said in {@link #MOST}.
 */
class MemoryTest {

    private static final int COUNT = 8_000;

    private static final double ROOM = 1.35;

    /** What the shortest input takes, and whatever else goes on in this JVM. */
    private static final int ANYWAY = 30_000;

    /** By reader the bytes for each byte of any of its families: allocated, and those that stay. */
    private static final Map<String, Cost> MOST = new TreeMap<>(Map.ofEntries(
            Map.entry("decode", new Cost(90, 60)),
            Map.entry("outline", new Cost(70, 32)),
            Map.entry("validate", new Cost(480, 90)),
            Map.entry("reconstruct", new Cost(380, 6)),
            Map.entry("wit", new Cost(270, 36)),
            Map.entry("print", new Cost(80, 5)),
            Map.entry("diff", new Cost(1150, 25)),
            Map.entry("verdict", new Cost(345, 15)),
            Map.entry("targets", new Cost(210, 1)),
            Map.entry("wave", new Cost(220, 50)),
            Map.entry("call", new Cost(100, 11)),
            Map.entry("names", new Cost(430, 1)),
            Map.entry("folder", new Cost(260, 12)),
            Map.entry("packageOf", new Cost(220, 2))));

    record Cost(double allocated, double stays) {}

    private static @Nullable Object held;

    private static Map<String, Cost> known() throws IOException {
        Map<String, Cost> known = new LinkedHashMap<>();
        try (InputStream csv = Objects.requireNonNull(MemoryTest.class.getResourceAsStream("memory.csv"))) {
            new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).forEach(line -> {
                String[] columns = line.split(";");
                known.put(columns[0], new Cost(Double.parseDouble(columns[1]), Double.parseDouble(columns[2])));
            });
        }
        return known;
    }

    @ParameterizedTest
    @MethodSource("arcella.wit.fuzz.Families#all")
    void aByteCostsNoMoreThanWasMeasured(Family family) throws IOException {
        Cost most = known().get(family.name());
        assertThat(most).as("a line of memory.csv").isNotNull();
        byte[] input = family.input().apply(COUNT);
        family.read(family.input().apply(10));
        Object prepared = family.prepared().apply(input);
        long allocated = Measured.allocatedBy(() -> family.reader().apply(prepared));
        double mostThatStays = most.stays * ROOM * input.length + ANYWAY;
        long stays = Long.MAX_VALUE;
        // Other threads of this JVM may have come by something to keep meanwhile, but not each time.
        for (int i = 0; i < 4 && stays >= mostThatStays; i++) {
            long before = used();
            held = family.reader().apply(prepared);
            stays = Math.max(0, used() - before);
            held = null;
        }
        String measured = "%s;%.1f;%.1f".formatted(family, (double) allocated / input.length, (double) stays / input.length);
        assertThat((double) allocated).as("allocated: " + measured)
                .isLessThan(most.allocated * ROOM * input.length + ANYWAY);
        assertThat((double) stays).as("stays: " + measured).isLessThan(mostThatStays);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Each reader has its number, and each family is there. */
    @Test
    void noReaderCostsMoreThanIsSaid() throws IOException {
        Map<String, Cost> known = known();
        assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(Families.all().map(Family::name).toList());
        Map<String, Cost> worst = new TreeMap<>();
        known.forEach((name, cost) -> worst.merge(name.split("[:,]")[0], cost, (one, other) -> new Cost(
                Math.max(one.allocated, other.allocated), Math.max(one.stays, other.stays))));
        assertThat(worst.keySet()).isEqualTo(MOST.keySet());
        worst.forEach((reader, cost) -> {
            Cost most = Objects.requireNonNull(MOST.get(reader));
            assertThat(List.of(cost.allocated <= most.allocated, cost.stays <= most.stays)).as(reader + " " + cost)
                    .doesNotContain(false);
        });
    }
}
