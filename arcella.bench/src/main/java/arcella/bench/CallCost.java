package arcella.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.sun.management.OperatingSystemMXBean;

/**
 * The calls of {@link CallBenchmark} by the processor time of the whole process, with its collector and compilers: what a
 * busy machine changes least. Prints nanoseconds a call, the median of the rounds.
 *
 * <p>Usage: {@code java -Dexamples=DIR arcella.bench.CallCost [NAME...]}
 */
public final class CallCost {

    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 400_000_000L;
    private static final int WARM_UP_ROUNDS = 6;
    private static final int AT_ONCE = 64;

    private static Object sink = "";

    private CallCost() {}

    /** A call that gives something. */
    @FunctionalInterface
    private interface Call {
        Object make();
    }

    /** Measures all calls, or those that are named. */
    public static void main(String[] names) {
        CallBenchmark calls = new CallBenchmark();
        calls.open();
        Map<String, Call> all = new LinkedHashMap<>();
        all.put("add", calls::add);
        all.put("greetShort", calls::greetShort);
        all.put("greetLong", calls::greetLong);
        all.put("kilobyte", calls::kilobyte);
        all.put("megabyte", calls::megabyte);
        all.put("megabyteCopies", calls::megabyteCopies);
        all.put("record", calls::record);
        all.put("variant", calls::variant);
        all.put("tenRecords", calls::tenRecords);
        all.put("kilobyteViaHost", calls::kilobyteViaHost);
        all.put("totalViaHost", calls::totalViaHost);
        all.put("instance", () -> done(calls::instance));
        all.put("linkedInstance", () -> done(calls::linkedInstance));
        all.put("smallInstance", () -> done(calls::smallInstance));
        Set<String> wanted = names.length == 0 ? all.keySet() : Set.of(names);
        all.forEach((name, call) -> {
            if (wanted.contains(name)) {
                System.out.printf("arcella %-16s %9.0f ns%n", name, median(call));
            }
        });
        calls.close();
        if (sink.equals("never")) {
            throw new IllegalStateException("the results were thrown away");
        }
    }

    private static Object done(Runnable call) {
        call.run();
        return "";
    }

    private static double median(Call call) {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            round(call);
        }
        double[] rounds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = round(call);
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static double round(Call call) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long begin = process.getProcessCpuTime();
        long count = 0;
        long used = 0;
        // Asking for the time takes as long as some calls do.
        for (int batch = AT_ONCE; used < ROUND_NANOS; batch = used < ROUND_NANOS / 100 ? 2 * batch : batch) {
            for (int i = 0; i < batch; i++) {
                sink = call.make();
            }
            count += batch;
            used = process.getProcessCpuTime() - begin;
        }
        return (double) used / count;
    }
}
