import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.ExportedFunction;
import arcella.engine.component.Linker;
import arcella.wit.value.WitValue;

/**
 * How many calls a second go from one component to another: one for each call from Java, and many within one. The best of
 * nine rounds of half a second of processor time, since other programs may share the machine.
 */
public final class NestedFigures {

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 12;
    private static final long ROUND_NANOSECONDS = 500_000_000;

    private NestedFigures() {
    }

    public static void main(String[] args) throws IOException {
        Component component = Component.read(Path.of(args[0]));
        try (ComponentInstance instance = new Linker().instantiate(component)) {
            List<WitValue> two = List.of(new WitValue.U32(5), new WitValue.U32(7));
            List<WitValue> one = List.of(new WitValue.U32(5));
            measure("host to caller to callee: add", 1000, many(instance.export("add"), two));
            measure("host to caller to callee: greet", 1000, many(instance.export("greet"), List.of()));
            measure("host to caller to callee: mix", 1000, many(instance.export("mix"), one));
            loop(instance, "add", 100_000);
            loop(instance, "greet", 10_000);
            loop(instance, "mix", 10_000);
        }
    }

    private static Runnable many(ExportedFunction function, List<WitValue> arguments) {
        return () -> {
            for (int i = 0; i < 1000; i++) {
                function.call(arguments);
            }
        };
    }

    private static void loop(ComponentInstance instance, String name, int calls) {
        ExportedFunction function = instance.export(name + "-loop");
        List<WitValue> arguments = List.of(new WitValue.U32(calls));
        measure("caller to callee in a loop: " + name, calls, () -> function.call(arguments));
    }

    private static long cpuNanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void measure(String what, int callsPerTurn, Runnable turn) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanoseconds();
            long turns = 0;
            long nanoseconds;
            do {
                turn.run();
                turns++;
                nanoseconds = cpuNanoseconds() - start;
            } while (nanoseconds < ROUND_NANOSECONDS);
            if (round >= WARM_UP) {
                best = Math.max(best, 1e9 * turns * callsPerTurn / nanoseconds);
            }
        }
        System.out.printf(Locale.ROOT, "Arcella: %-34s %,12.0f a second%n", what, best);
    }
}
