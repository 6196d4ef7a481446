package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.worker.seal.NamedCalls.Named;
import arcella.worker.seal.NamedCalls.Verdict;

/** The assembled filters of both architectures, run by a machine of our own: whichever this one is. */
class FilterTest {

    private static final int ALLOWED = 0x7fff0000;
    private static final int KILLED = 0x80000000;
    private static final int NOT_PERMITTED = 0x00050000 | 1;
    private static final int NO_SUCH_CALL = 0x00050000 | 38;

    private static final int AUDIT_X86_64 = 0xc000003e;
    private static final int AUDIT_AARCH64 = 0xc00000b7;
    private static final int AUDIT_I386 = 0x40000003;
    private static final int AUDIT_ARM = 0x40000028;
    private static final int X32 = 0x40000000;
    private static final int PID = 4711;

    private record Made(SystemCalls calls, boolean network, boolean times) {

        FilterMachine machine() {
            return new FilterMachine(Filter.build(calls, PID, network, times));
        }

        int audit() {
            return calls == SystemCalls.X86_64 ? AUDIT_X86_64 : AUDIT_AARCH64;
        }

        int run(int number, long... arguments) {
            return machine().run(audit(), number, arguments);
        }

        int run(String name, long... arguments) {
            return run(NamedCalls.number(calls, name), arguments);
        }

        int expected(Verdict verdict) {
            return switch (verdict) {
                case REFUSED -> NOT_PERMITTED;
                case ABSENT -> NO_SUCH_CALL;
                case NETWORK -> network ? ALLOWED : NOT_PERMITTED;
                case TIMES -> times ? ALLOWED : NOT_PERMITTED;
                case PASSES -> ALLOWED;
                case ARGUMENTS -> throw new IllegalArgumentException("it depends");
            };
        }

        @Override
        public String toString() {
            return (calls == SystemCalls.X86_64 ? "x86-64" : "aarch64") + (network ? " network" : "") + (times ? " times" : "");
        }
    }

    static List<Made> filters() {
        List<Made> all = new ArrayList<>();
        for (SystemCalls calls : List.of(SystemCalls.X86_64, SystemCalls.AARCH64)) {
            for (int i = 0; i < 4; i++) {
                all.add(new Made(calls, (i & 1) != 0, (i & 2) != 0));
            }
        }
        return all;
    }

    /** Which is as well what holds the numbers in the tables to the kernel's names for them. */
    @ParameterizedTest
    @MethodSource("filters")
    void eachCallGetsWhatIsDecidedForItsName(Made filter) {
        Map<Integer, String> names = NamedCalls.of(filter.calls());
        FilterMachine machine = filter.machine();
        int refused = 0;
        for (int number = 0; number < SystemCalls.FIRST_UNKNOWN; number++) {
            String name = names.getOrDefault(number, "");
            Verdict verdict = name.isEmpty() ? Verdict.PASSES : NamedCalls.all().get(name).verdict();
            if (verdict == Verdict.ARGUMENTS) {
                continue;
            }
            int expected = filter.expected(verdict);
            refused += expected == ALLOWED ? 0 : 1;
            for (long[] arguments : List.of(new long[6], new long[] {-1, -1, -1, -1, -1, -1}, new long[] {PID, PID, 0, 0, 0, 0})) {
                assertThat(machine.run(filter.audit(), number, arguments)).as(number + " " + name).isEqualTo(expected);
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(filter.calls().refused()).doesNotHaveDuplicates();
    }

    /** Under the same name, whatever its number; a call that only one of them has is refused there. */
    @Test
    void theFilterRefusesTheSameOnBothArchitectures() {
        int compared = 0;
        for (int i = 0; i < 4; i++) {
            Made x86 = filters().get(i);
            Made aarch64 = filters().get(4 + i);
            for (Map.Entry<String, Named> each : NamedCalls.all().entrySet()) {
                Named named = each.getValue();
                if (named.x86().isPresent() && named.aarch64().isPresent()) {
                    for (long first : new long[] {0, 1, 2, 10, PID, 0x10000}) {
                        for (long second : new long[] {0, 8, 10, 0x5412}) {
                            assertThat(x86.run(named.x86().getAsInt(), first, second)).as(each.getKey())
                                    .isEqualTo(aarch64.run(named.aarch64().getAsInt(), first, second));
                        }
                    }
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(4 * 250);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void anotherArchitecturesNumbersEndTheProcess(Made filter) {
        FilterMachine machine = filter.machine();
        Stream.of(AUDIT_X86_64, AUDIT_AARCH64, AUDIT_I386, AUDIT_ARM, 0).filter(audit -> audit != filter.audit())
                .forEach(audit -> IntStream.of(0, 1, 39, 59, 221, 469, 470, X32, -1).forEach(number ->
                        assertThat(machine.run(audit, number, 0, 0)).as("%x %d", audit, number).isEqualTo(KILLED)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void numbersThatNobodyKnowsYetAreAsIfAbsent(Made filter) {
        for (int number : new int[] {470, 471, 500, 1000, 0xffff, X32 - 1}) {
            assertThat(filter.run(number, 0, 0)).as("%d", number).isEqualTo(NO_SUCH_CALL);
        }
        // The second set of numbers of x86-64: its 0 reads, its 520 executes.
        for (int number : new int[] {X32, X32 + 1, X32 + 59, X32 + 520, X32 + 545, -1, Integer.MIN_VALUE}) {
            assertThat(filter.run(number, 0, 0)).as("%d", number)
                    .isEqualTo(filter.calls() == SystemCalls.X86_64 ? NOT_PERMITTED : NO_SUCH_CALL);
        }
    }

    private static void both(Made filter, String name, int argument, Set<Long> special, boolean allowed) {
        Set<Long> tried = new HashSet<>(special);
        for (long value = 0; value < 64; value++) {
            tried.add(value);
        }
        tried.addAll(List.of(0x5401L, 0x5412L, 0x541cL, 0x5421L, 0x8901L, 0x8902L, 0x8903L, 0x40086602L, 0x401c5820L, 0x80086601L, (long) PID,
                (long) PID + 1, 0xffffffffL, (long) 0x59616d61));
        for (long value : tried) {
            for (long upper : new long[] {0, 1L << 32, 0xffffffffL << 32}) {
                long[] arguments = new long[6];
                arguments[argument] = upper | value;
                assertThat(filter.run(name, arguments)).as("%s %x", name, upper | value)
                        .isEqualTo(special.contains(value) == allowed ? ALLOWED : NOT_PERMITTED);
            }
        }
    }

    /** Of an argument that is an {@code int} to the kernel, the upper half changes nothing. */
    @ParameterizedTest
    @MethodSource("filters")
    void whatDependsOnArgumentsIsHeldBothWays(Made filter) {
        both(filter, "socket", 0, filter.network() ? Set.of(2L, 10L) : Set.of(), true);
        both(filter, "kill", 0, Set.of((long) PID), true);
        both(filter, "tgkill", 0, Set.of((long) PID), true);
        both(filter, "prlimit64", 0, Set.of(0L, (long) PID), true);
        both(filter, "fcntl", 1, Set.of(8L, 10L, 15L), false);
        both(filter, "ioctl", 1, Set.of(0x8901L, 0x8902L, 0x5412L, 0x541cL, 0x40086602L, 0x401c5820L), false);
        both(filter, "prctl", 0, Set.of(4L, 62L), false);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void threadsAreMadeAndNothingElse(Made filter) {
        // As the C library makes them, and as it makes processes.
        long thread = 0x3d0f00;
        assertThat(filter.run("clone", thread)).isEqualTo(ALLOWED);
        assertThat(filter.run("clone", 0x01200011)).isEqualTo(NOT_PERMITTED);
        assertThat(filter.run("clone", 0x4111)).as("vfork").isEqualTo(NOT_PERMITTED);
        assertThat(filter.run("clone", 0)).isEqualTo(NOT_PERMITTED);
        for (long namespace : new long[] {0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000}) {
            assertThat(filter.run("clone", thread & ~0x200L | namespace)).as("%x", namespace).isEqualTo(NOT_PERMITTED);
        }
    }

    /** The calls that the seal itself makes. */
    @ParameterizedTest
    @MethodSource("filters")
    void theSealsOwnNumbersAreTheKernels(Made filter) {
        SystemCalls calls = filter.calls();
        assertThat(List.of(calls.prctl(), calls.getpriority(), calls.setpriority(), calls.schedSetaffinity(), calls.schedGetaffinity(), calls.prlimit64(), calls.setpgid(), calls.openat(),
                calls.close(), calls.seccomp(), SystemCalls.LANDLOCK_CREATE_RULESET, SystemCalls.LANDLOCK_ADD_RULE,
                SystemCalls.LANDLOCK_RESTRICT_SELF)).isEqualTo(Stream.of("prctl", "getpriority", "setpriority", "sched_setaffinity", "sched_getaffinity", "prlimit64", "setpgid",
                "openat", "close", "seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")
                .map(name -> NamedCalls.number(calls, name)).toList());
    }

    @Test
    void theMachineTakesOnlyWhatTheKernelTakes() {
        byte[] whole = Filter.build(SystemCalls.X86_64, PID, false, false);
        assertThatThrownBy(() -> new FilterMachine(java.util.Arrays.copyOf(whole, whole.length - 8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FilterMachine(java.util.Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] far = whole.clone();
        far[far.length - 16] = 0x15;
        far[far.length - 15] = 0;
        far[far.length - 14] = 9;
        assertThatThrownBy(() -> new FilterMachine(far)).isInstanceOf(IllegalArgumentException.class);
    }
}
