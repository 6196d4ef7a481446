package arcella.wit.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All {@link Targets} as one for Jazzer, the first byte of an input says which: the short form of {@link ReadersFuzz}, in a JVM
 * of its own, as Jazzer rewrites the classes there and takes some seconds to begin with. Each build fuzzes it for a few
 * seconds; the seeds of all targets come first.
 */
class EveryReaderFuzz {

    private static final Map<String, Predicate<byte[]>> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put("component", Targets::component);
        TARGETS.put("coreModule", Targets::coreModule);
        TARGETS.put("wit", Targets::wit);
        TARGETS.put("folder", Targets::folder);
        TARGETS.put("diff", Targets::diff);
        TARGETS.put("wave", Targets::wave);
        TARGETS.put("call", Targets::call);
        TARGETS.put("names", Targets::names);
    }

    private static final List<Predicate<byte[]>> IN_ORDER = List.copyOf(TARGETS.values());

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void every(byte[] input) {
        if (input.length > 0) {
            IN_ORDER.get((input[0] & 0xff) % IN_ORDER.size()).test(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        byte first = 0;
        for (String target : TARGETS.keySet()) {
            for (byte[] seed : Seeds.of(target)) {
                byte[] marked = new byte[seed.length + 1];
                marked[0] = first;
                System.arraycopy(seed, 0, marked, 1, seed.length);
                seeds.add(marked);
            }
            first++;
        }
        return seeds;
    }
}
