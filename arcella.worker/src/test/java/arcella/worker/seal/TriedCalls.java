package arcella.worker.seal;

import java.util.List;
import java.util.Map;
import java.util.Set;

import arcella.worker.seal.NamedCalls.Verdict;

/**
 * A process that seals itself, or does not, and makes each call that is refused by its number, with arguments that make
 * sense to none: a line each, {@code NAME ERROR}, 0 where it had no objection. A thread that was made afterwards does it.
 */
final class TriedCalls {

    private static final SealPolicy POLICY = SealPolicy.strict();

    /** Which do something without any argument, or with any. */
    private static final Set<String> NOT_TRIED = Set.of("fork", "vfork", "setsid", "vhangup");

    /** Where all ones would make sense; for most they are a bad address, a bad descriptor, a process that there is not. */
    private static final Map<String, long[]> ARGUMENTS = Map.of(
            "msgget", new long[] {-1, 0, 0}, // made only if flags say so
            "shmget", new long[] {-1, 0, 0},
            "semget", new long[] {-1, -1, 0},
            "init_module", new long[] {-1, 0, -1}); // a module of no bytes

    private TriedCalls() {
    }

    /** The names of what is tried, of those that this machine has. */
    static List<String> names() {
        SystemCalls calls = SystemCalls.ofThisMachine().orElseThrow();
        return NamedCalls.all().entrySet().stream().filter(each -> each.getValue().number(calls).isPresent()
                && (each.getValue().verdict() == Verdict.REFUSED || each.getValue().verdict() == Verdict.NETWORK
                || each.getValue().verdict() == Verdict.TIMES) && !NOT_TRIED.contains(each.getKey())).map(Map.Entry::getKey).toList();
    }

    /** Argument: seal or not. */
    public static void main(String[] arguments) throws Exception {
        if (Boolean.parseBoolean(arguments[0])) {
            Seal.apply(POLICY).missing().forEach(line -> System.out.println("missing " + line));
        }
        Thread.ofPlatform().start(() -> {
            SystemCalls calls = SystemCalls.ofThisMachine().orElseThrow();
            for (String name : names()) {
                long[] with = ARGUMENTS.getOrDefault(name, new long[] {-1, -1, -1});
                long rest = ARGUMENTS.containsKey(name) ? 0 : -1;
                try (Kernel kernel = new Kernel()) {
                    long result = kernel.call(NamedCalls.number(calls, name), with[0], with[1], with[2], rest, rest);
                    System.out.println(name + " " + Math.max(0, -result));
                }
            }
        }).join();
        System.out.flush();
    }
}
