package arcella.runtime.internal.verb;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import arcella.command.Arguments;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.text.Escape;
import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.JournalLine.Level;
import arcella.runtime.internal.log.Levels;
import arcella.runtime.internal.log.LineFormat;
import arcella.runtime.manifest.Durations;

/** Which lines of the log are asked for, and how they are written: the same for all verbs that show some. */
final class LogLines {

    static final int MOST = 10_000;

    static final String LOGGER = "logger";
    private static final String ALL = "ALL";

    private LogLines() {}

    /** What the verbs have in common. */
    static List<Parameter> parameters() {
        return List.of(
                Parameter.optionalArgument(
                        Specs.MODULE, new Parameter.Reference("module"),
                        "only lines of this module or Java bundle, NAME or NAME@VERSION"),
                Parameter.option(LOGGER, new Parameter.Reference(LOGGER), "only lines of this logger and those below it"),
                Parameter.option("lines", new Parameter.Whole(0, MOST), "how many lines at most").letter('n'),
                Parameter.option("since", new Parameter.Text("TIME"), "only lines of the last 30s, 5min or 2h"),
                Parameter.option(
                        "level", new Parameter.Choice(List.of("trace", "debug", "info", "warn", "error")),
                        "the least level; all that is kept if left out"));
    }

    /** A name stands for all its versions, and for modules that are gone too: their last words are of interest. */
    static Predicate<JournalLine> filter(RuntimeComponent runtime, Arguments arguments, Instant now) {
        Level least = arguments.optionalText("level")
                .map(level -> Level.valueOf(level.toUpperCase(Locale.ROOT))).orElse(Level.TRACE);
        Instant since = arguments.optionalText("since").map(text -> now.minus(time(text))).orElse(Instant.MIN);
        Optional<String> module = arguments.optionalText(Specs.MODULE);
        Predicate<JournalLine> ofModule =
                line -> module.isEmpty() || line.isOf(module.get());
        if (module.isPresent() && runtime.journal().last(1, ofModule).isEmpty()) {
            String name = module.get();
            if (runtime.modules().list().stream().noneMatch(report -> names(report.id(), name))) {
                known(runtime, name);
            }
        }
        Optional<String> logger = arguments.optionalText(LOGGER);
        Predicate<JournalLine> ofLogger = line -> logger.isEmpty() || line.logger().equals(logger.get())
                || line.logger().startsWith(logger.get() + ".");
        return line -> line.level().compareTo(least) >= 0 && !line.time().isBefore(since) && ofModule.test(line)
                && ofLogger.test(line);
    }

    private static void known(RuntimeComponent runtime, String name) {
        try {
            runtime.modules().find(name);
        } catch (ArcellaException e) {
            // In Karaf the argument is a logger.
            throw new ArcellaException(e.code(), e.what(), (e.remedy().isEmpty() ? "" : e.remedy() + "; ")
                    + "the lines of a logger are had with --logger " + name, e);
        }
    }

    private static Duration time(String text) {
        return Durations.parse(text).orElseThrow(() -> new ArcellaException(CommandError.BAD_VALUE,
                        "'--since' takes a time such as 30s, 5min or 2h, not '" + text + "'", ""));
    }

    private static boolean names(ModuleId id, String text) {
        return id.name().equals(text) || id.toString().equals(text);
    }

    /** Shows one line, whatever a bundle said in it. */
    static void show(Invocation invocation, JournalLine line) throws InterruptedException {
        // Escaped here already: who takes it out of the JSON prints it as it stands.
        String shown = Escape.block(
                LineFormat.shown(line, ZoneId.systemDefault()).replace("\r", "\\r").replace("\n", "\\n"));
        invocation.emit("line", LineFormat.fields(line).put("line", shown).build());
    }

    /** Shows some, one at a time: all together need not fit into one answer. */
    static VerbResult show(Invocation invocation, List<JournalLine> lines) throws InterruptedException {
        for (JournalLine line : lines) {
            show(invocation, line);
        }
        return VerbResult.message("");
    }

    /** Whether a verb was given the word that means all loggers, which Karaf's operators write {@code ALL}. */
    static boolean all(Arguments arguments) {
        return arguments.optionalText(LOGGER).filter(name -> name.equalsIgnoreCase(ALL)).isPresent();
    }

    /** A logger's name as a verb was given it; the root logger if it was not. */
    static String logger(Arguments arguments) {
        String name = arguments.optionalText(LOGGER).orElse(Levels.ROOT);
        if (name.equalsIgnoreCase(Levels.ROOT)) {
            return Levels.ROOT;
        }
        if (name.isBlank() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
            throw new ArcellaException(CommandError.BAD_VALUE, "'" + name + "' is no logger's name",
                    "names have parts with dots between them, such as arcella.module.hello; 'log level' lists some");
        }
        return name;
    }

    /** What {@code log:level} and {@code log:get}, its name in Karaf, are. */
    static VerbSpec levelSpec(String verb) {
        String words = verb.replace(':', ' ');
        return Specs.look(verb, "Shows how much of the loggers is kept",
                "All loggers that have a level of their own, ROOT standing for the rest; or the level that holds for one logger, and "
                        + "which logger it comes from. 'log set' changes it.",
                List.of(Parameter.optionalArgument(LOGGER, new Parameter.Reference(LOGGER), "a logger's name; ALL, as nothing at all, means all")),
                new ResultShape.Table(List.of(Column.of("logger", "Logger"), Column.of("level", "Level"), Column.of("from", "From"))),
                words, words + " arcella.module.hello");
    }

    static VerbResult levels(RuntimeComponent runtime, Arguments arguments) {
        Levels levels = runtime.logs().levels();
        List<String> loggers = arguments.optionalText(LOGGER).isPresent() && !all(arguments) ? List.of(logger(arguments))
                : List.copyOf(levels.all().keySet());
        Set<String> configured = runtime.configurations().get(Levels.PID).orElse(Map.of()).keySet();
        return VerbResult.data(Data.items(loggers.stream().map(logger -> {
            String owner = levels.owner(logger);
            return Data.fields().put("logger", logger).put("level", levels.of(logger).word())
                    .put("from", owner.equals(logger)
                            ? configured.contains(logger) ? Levels.PID : "etc/arcella.toml, or the default" : owner)
                    .build();
        }).toList()));
    }
}
