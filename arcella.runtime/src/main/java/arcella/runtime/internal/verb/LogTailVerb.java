package arcella.runtime.internal.verb;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Arguments;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.ModuleId;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.JournalLine.Level;

/** The verb {@code log:tail}. */
@Component(service = Verb.class)
public final class LogTailVerb implements Verb {

    private static final int MOST_LINES = 10_000;
    private static final int STANDARD_LINES = 20;
    private static final int MOST_WAITING = 2_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final VerbSpec SPEC = Specs.look(
            "log:tail", "Shows the last lines of the container's log and of modules' output",
            "With --follow, goes on with each new line until it is interrupted. If a reader is too slow, lines are left "
                    + "out and counted.",
            List.of(
                    Parameter.optionalArgument(
                            Specs.MODULE, new Parameter.Reference("module"),
                            "only lines of this module, NAME or NAME@VERSION"),
                    Parameter.option("lines", new Parameter.Whole(0, MOST_LINES), "how many lines, 20 if left out")
                            .letter('n'),
                    Parameter.flag("follow", "goes on with new lines").letter('f'),
                    Parameter.option(
                            "level", new Parameter.Choice(List.of("trace", "debug", "info", "warn", "error")),
                            "the least level, info if left out")),
            new ResultShape.Lines(), "log tail", "log tail hello -f", "log tail -n 100 --level warn");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public LogTailVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        Predicate<JournalLine> fits = filter(invocation.arguments());
        int count = invocation.arguments().whole("lines").map(Long::intValue).orElse(STANDARD_LINES);
        if (!invocation.arguments().flag("follow")) {
            return VerbResult.data(Data.texts(
                    runtime.journal().last(count, fits).stream().map(LogTailVerb::text).toList()));
        }
        BlockingQueue<JournalLine> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        AtomicLong dropped = new AtomicLong();
        Consumer<JournalLine> follower = line -> {
            if (fits.test(line) && !waiting.offer(line)) {
                dropped.incrementAndGet();
            }
        };
        try {
            for (JournalLine line : runtime.journal().follow(count, fits, follower)) {
                invocation.emit("line", Data.of(text(line)));
            }
            while (true) {
                JournalLine line = waiting.take();
                long lost = dropped.getAndSet(0);
                invocation.emit("line", Data.of(text(line)));
                if (lost > 0) {
                    invocation.emit("line", Data.of("(" + lost + " lines left out)"));
                }
            }
        } finally {
            runtime.journal().unfollow(follower);
        }
    }

    /** A name stands for all its versions, and for modules that are gone too: their last words are of interest. */
    private Predicate<JournalLine> filter(Arguments arguments) {
        Level least = arguments.optionalText("level")
                .map(level -> Level.valueOf(level.toUpperCase(Locale.ROOT))).orElse(Level.INFO);
        Optional<String> module = arguments.optionalText(Specs.MODULE);
        Predicate<JournalLine> fits = line -> line.level().compareTo(least) >= 0
                && (module.isEmpty() || line.module().filter(id -> names(id, module.get())).isPresent());
        if (module.isPresent() && runtime.journal().last(1, fits).isEmpty()) {
            String name = module.get();
            if (runtime.modules().list().stream().noneMatch(report -> names(report.id(), name))) {
                runtime.modules().find(name);
            }
        }
        return fits;
    }

    private static boolean names(ModuleId id, String text) {
        return id.name().equals(text) || id.toString().equals(text);
    }

    private static String text(JournalLine line) {
        return TIME.format(line.time()) + " " + String.format(Locale.ROOT, "%-5s", line.level()) + " "
                + line.module().map(id -> id + " " + line.source()).orElse(line.source()) + ": " + line.text();
    }
}
