package arcella.runtime.internal.verb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.log.JournalLine;

/** The verb {@code log:tail}. */
@Component(service = Verb.class)
public final class LogTailVerb implements Verb {

    private static final int STANDARD_LINES = 20;
    private static final int MOST_WAITING = 2_000;
    private static final VerbSpec SPEC = Specs.look(
            "log:tail", "Shows the last lines of the container's log and of modules' output",
            "20 lines, unless --lines or --since says otherwise. With --follow, goes on with each new line until it is interrupted. If a reader is too slow, lines are left "
                    + "out and counted.",
            parameters(),
            new ResultShape.Lines(), "log tail", "log tail hello -f", "log tail hello -f --since 5min --level warn");

    private final RuntimeComponent runtime;

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(LogLines.parameters());
        parameters.add(Parameter.flag("follow", "goes on with new lines").letter('f'));
        return parameters;
    }

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
        Predicate<JournalLine> fits = LogLines.filter(runtime, invocation.arguments(), Instant.now());
        int standard = invocation.arguments().optionalText("since").isPresent() ? LogLines.MOST : STANDARD_LINES;
        int count = invocation.arguments().whole("lines").map(Long::intValue).orElse(standard);
        if (!invocation.arguments().flag("follow")) {
            return LogLines.show(invocation, runtime.journal().last(count, fits));
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
                LogLines.show(invocation, line);
            }
            while (true) {
                JournalLine line = waiting.take();
                long lost = dropped.getAndSet(0);
                LogLines.show(invocation, line);
                if (lost > 0) {
                    invocation.emit("line", Data.fields().put("lost", lost).put("line", "(" + lost + " lines left out)").build());
                }
            }
        } finally {
            runtime.journal().unfollow(follower);
        }
    }
}
