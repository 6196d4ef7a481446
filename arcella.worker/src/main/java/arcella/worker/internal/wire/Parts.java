package arcella.worker.internal.wire;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import arcella.error.ArcellaException;
import arcella.error.ErrorCode;
import arcella.wasi.Preopen;
import arcella.wasi.WasiLimits;
import arcella.wasi.WasiUse;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.worker.ComponentLimits;
import arcella.worker.Ending;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LimitUse;
import arcella.worker.PerCall;

/** How the records that several messages contain are written. */
final class Parts {

    private static final int EXITED = 1;
    private static final int TRAPPED = 2;
    private static final int LOST = 3;
    private static final int STOPPED = 4;

    /** Longer texts of failures are cut: they are for people. */
    private static final int MAX_FAILURE_TEXT = 4096;

    private Parts() {
    }

    static void write(Writer out, InstanceLimits limits) {
        out.number(limits.memoryBytes()).integer(limits.tableElements()).integer(limits.callDepth());
        out.number(limits.stackBytes()).integer(limits.queuedCalls()).number(limits.fuel().orElse(0));
        out.number(nanos(limits.deadline())).number(nanos(limits.commandDeadline()));
        out.number(nanos(limits.loadDeadline()));
        ComponentLimits component = limits.component();
        out.integer(component.instances()).integer(component.tables()).integer(component.memories());
        out.integer(component.handles()).number(component.callBytes());
        WasiLimits wasi = limits.wasi();
        out.integer(wasi.openFiles()).integer(wasi.sockets()).integer(wasi.randomBytesPerCall());
        out.integer(wasi.httpFieldBytes());
    }

    static InstanceLimits readLimits(Reader in) throws IOException {
        return new InstanceLimits(in.number(), in.integer(), in.integer(), in.number(), in.integer(),
                fuel(in.number()), time(in.number()), time(in.number()), Duration.ofNanos(in.number()),
                new ComponentLimits(in.integer(), in.integer(), in.integer(), in.integer(), in.number()),
                new WasiLimits(in.integer(), in.integer(), in.integer(), in.integer()));
    }

    static void writePreopens(Writer out, List<Preopen> preopens) {
        out.count(preopens.size());
        for (Preopen preopen : preopens) {
            out.text(preopen.host().toString()).text(preopen.guest());
            out.bool(preopen.access() == Preopen.Access.READ_WRITE);
        }
    }

    static List<Preopen> readPreopens(Reader in) throws IOException {
        int count = in.count();
        List<Preopen> preopens = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            preopens.add(preopen(in.text(), in.text(), in.bool()));
        }
        return preopens;
    }

    static void write(Writer out, NetworkRules network) {
        out.texts(network.allow().stream().map(NetworkRule::toString).toList());
        out.texts(network.listen().stream().map(NetworkRule::toString).toList());
    }

    static NetworkRules readNetwork(Reader in) throws IOException {
        return new NetworkRules(readRules(in), readRules(in));
    }

    private static List<NetworkRule> readRules(Reader in) throws IOException {
        try {
            return readTexts(in).stream().map(NetworkRule::parse).toList();
        } catch (ArcellaException e) {
            throw Reader.bad("a rule for the network that is none");
        }
    }

    private static Preopen preopen(String host, String guest, boolean writable) {
        try {
            return new Preopen(path(host), guest,
                    writable ? Preopen.Access.READ_WRITE : Preopen.Access.READ_ONLY);
        } catch (ArcellaException e) {
            throw Reader.bad("a folder whose name is none");
        }
    }

    static Path path(String host) {
        try {
            return Path.of(host);
        } catch (InvalidPathException e) {
            throw Reader.bad("a folder whose name is none");
        }
    }

    private static OptionalLong fuel(long units) {
        return units == 0 ? OptionalLong.empty() : OptionalLong.of(units);
    }

    private static long nanos(Optional<Duration> time) {
        return time.map(Parts::nanos).orElse(0L);
    }

    /** In nanoseconds; what is too long for those lasts as long as they reach, 292 years. */
    static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : time.toNanos();
    }

    private static Optional<Duration> time(long nanos) {
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    static void write(Writer out, InstanceStatistics figures) {
        out.number(figures.calls()).integer(figures.callsWaiting()).number(figures.traps());
        out.number(nanos(figures.cpuTime())).number(figures.memoryBytes()).number(figures.outputBytes());
        write(out, figures.use());
    }

    private static void write(Writer out, LimitUse use) {
        out.integer(use.callDepth()).number(use.tableElements()).integer(use.instances()).integer(use.tables()).integer(use.memories());
        out.integer(use.handles()).number(use.callBytes()).bool(use.fuel().isPresent());
        use.fuel().ifPresent(fuel -> write(out, fuel));
        write(out, use.nanos());
        WasiUse wasi = use.wasi();
        out.integer(wasi.openFiles()).integer(wasi.sockets()).number(wasi.randomBytes()).number(wasi.httpFieldBytes());
    }

    private static void write(Writer out, PerCall use) {
        out.number(use.last()).number(use.most());
    }

    static InstanceStatistics readStatistics(Reader in) throws IOException {
        return new InstanceStatistics(in.number(), in.integer(), in.number(), Duration.ofNanos(in.number()),
                in.number(), in.number(), readUse(in));
    }

    private static LimitUse readUse(Reader in) throws IOException {
        return new LimitUse(in.integer(), in.number(), in.integer(), in.integer(), in.integer(), in.integer(), in.number(),
                in.bool() ? Optional.of(readPerCall(in)) : Optional.empty(), readPerCall(in),
                new WasiUse(in.integer(), in.integer(), in.number(), in.number()));
    }

    private static PerCall readPerCall(Reader in) throws IOException {
        return new PerCall(in.number(), in.number());
    }

    static void write(Writer out, InterpretedFunctions functions) {
        out.texts(functions.names()).integer(functions.more());
    }

    static InterpretedFunctions readInterpreted(Reader in) throws IOException {
        List<String> names = readTexts(in);
        int more = in.integer();
        try {
            return new InterpretedFunctions(names, more);
        } catch (IllegalArgumentException e) {
            throw Reader.bad(e.getMessage());
        }
    }

    static void write(Writer out, ArcellaException failure) {
        out.integer(failure.code().number()).text(cut(failure.what())).text(cut(failure.remedy()));
    }

    /** A failure as the peer tells it, without characters that a terminal would obey. */
    static ArcellaException readFailure(Reader in) throws IOException {
        int number = in.integer();
        if (number < 1000 || number > 9999) {
            throw Reader.bad("a failure with the code " + number);
        }
        ErrorCode code = () -> number;
        return new ArcellaException(code, plain(in.text()), plain(in.text()));
    }

    private static String cut(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_FAILURE_TEXT));
        text.codePoints().limit(MAX_FAILURE_TEXT)
                .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_FAILURE_TEXT));
        text.codePoints().limit(MAX_FAILURE_TEXT)
                .map(c -> Character.isISOControl(c) && c != '\n' ? 0xfffd : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    static void write(Writer out, Ending ending) {
        switch (ending) {
            case Ending.Exited(int code) -> out.integer(EXITED).integer(code);
            case Ending.Trapped(ArcellaException cause) -> write(out.integer(TRAPPED), cause);
            case Ending.Lost(ArcellaException cause) -> write(out.integer(LOST), cause);
            case Ending.Stopped() -> out.integer(STOPPED);
        }
    }

    static Ending readEnding(Reader in) throws IOException {
        int kind = in.integer();
        return switch (kind) {
            case EXITED -> new Ending.Exited(in.integer());
            case TRAPPED -> new Ending.Trapped(readFailure(in));
            case LOST -> new Ending.Lost(readFailure(in));
            case STOPPED -> new Ending.Stopped();
            default -> throw Reader.bad("an end of the unknown kind " + kind);
        };
    }

    static void writeOptional(Writer out, Optional<String> text) {
        out.texts(text.stream().toList());
    }

    static Optional<String> readOptional(Reader in) throws IOException {
        List<String> texts = readTexts(in);
        return switch (texts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(texts.getFirst());
            default -> throw Reader.bad("several texts in place of one or none");
        };
    }

    static List<String> readTexts(Reader in) throws IOException {
        int count = in.count();
        List<String> texts = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return texts;
    }

    static void writeMap(Writer out, Map<String, String> map) {
        out.count(map.size());
        map.forEach((key, value) -> out.text(key).text(value));
    }

    static Map<String, String> readMap(Reader in) throws IOException {
        int count = in.count();
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(in.text(), in.text());
        }
        return map;
    }

    static <T> T pick(T[] values, int index) {
        if (index < 0 || index >= values.length) {
            throw Reader.bad("a choice that does not exist: " + index);
        }
        return values[index];
    }
}
