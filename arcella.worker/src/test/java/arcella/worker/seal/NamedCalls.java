package arcella.worker.seal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** The system calls by their names, from the file beside this; it says what its columns mean. */
final class NamedCalls {

    enum Verdict {
        REFUSED, ABSENT, NETWORK, TIMES, ARGUMENTS, PASSES
    }

    record Named(OptionalInt x86, OptionalInt aarch64, Verdict verdict) {

        OptionalInt number(SystemCalls calls) {
            return calls == SystemCalls.X86_64 ? x86 : aarch64;
        }
    }

    private static final Map<String, Named> ALL = read();

    private NamedCalls() {
    }

    /** By name. */
    static Map<String, Named> all() {
        return ALL;
    }

    /** Those that an architecture has, by number. */
    static Map<Integer, String> of(SystemCalls calls) {
        Map<Integer, String> names = new LinkedHashMap<>();
        ALL.forEach((name, named) -> named.number(calls).ifPresent(number -> names.put(number, name)));
        return names;
    }

    static int number(SystemCalls calls, String name) {
        return Objects.requireNonNull(ALL.get(name), name).number(calls).orElseThrow();
    }

    private static Map<String, Named> read() {
        Map<String, Named> all = new LinkedHashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NamedCalls.class.getResourceAsStream("system-calls.txt")), StandardCharsets.US_ASCII))) {
            in.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" ")).forEach(row -> all.put(row[0],
                    new Named(number(row[1]), number(row[2]), Verdict.valueOf(row[3].toUpperCase(java.util.Locale.ROOT)))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    private static OptionalInt number(String text) {
        return text.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
