package arcella.runtime.internal.verb;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import arcella.command.Arguments;
import arcella.command.CommandError;
import arcella.command.Parameter;
import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.JournalLine.Level;
import arcella.runtime.manifest.Durations;

/** Which lines of the log are asked for, and how they are written: the same for all verbs that show some. */
final class LogLines {

    static final int MOST = 10_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private LogLines() {}

    /** What the verbs have in common. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.optionalArgument(
                        Specs.MODULE, new Parameter.Reference("module"), "only lines of this module, NAME or NAME@VERSION"),
                Parameter.option("lines", new Parameter.Whole(0, MOST), "how many lines at most").letter('n'),
                Parameter.option("since", new Parameter.Text("TIME"), "only lines of the last 30s, 5min or 2h"),
                Parameter.option(
                        "level", new Parameter.Choice(List.of("trace", "debug", "info", "warn", "error")),
                        "the least level, info if left out"));
    }

    /** A name stands for all its versions, and for modules that are gone too: their last words are of interest. */
    static Predicate<JournalLine> filter(RuntimeComponent runtime, Arguments arguments, Instant now) {
        Level least = arguments.optionalText("level")
                .map(level -> Level.valueOf(level.toUpperCase(Locale.ROOT))).orElse(Level.INFO);
        Instant since = arguments.optionalText("since").map(text -> now.minus(time(text))).orElse(Instant.MIN);
        Optional<String> module = arguments.optionalText(Specs.MODULE);
        Predicate<JournalLine> ofModule =
                line -> module.isEmpty() || line.module().filter(id -> names(id, module.get())).isPresent();
        if (module.isPresent() && runtime.journal().last(1, ofModule).isEmpty()) {
            String name = module.get();
            if (runtime.modules().list().stream().noneMatch(report -> names(report.id(), name))) {
                runtime.modules().find(name);
            }
        }
        return line -> line.level().compareTo(least) >= 0 && !line.time().isBefore(since) && ofModule.test(line);
    }

    private static Duration time(String text) {
        return Durations.parse(text).orElseThrow(() -> new ArcellaException(CommandError.BAD_VALUE,
                        "'--since' takes a time such as 30s, 5min or 2h, not '" + text + "'", ""));
    }

    private static boolean names(ModuleId id, String text) {
        return id.name().equals(text) || id.toString().equals(text);
    }

    static String text(JournalLine line) {
        return TIME.format(line.time()) + " " + String.format(Locale.ROOT, "%-5s", line.level()) + " "
                + line.module().map(id -> id + " " + line.source()).orElse(line.source()) + ": " + line.text();
    }
}
