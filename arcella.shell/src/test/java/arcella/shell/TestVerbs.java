package arcella.shell;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

/** Verbs that do what tests need. */
final class TestVerbs {

    private TestVerbs() {}

    /** What a verb does. */
    interface Work {
        VerbResult run(Invocation invocation) throws InterruptedException;
    }

    static Verb verb(String name, ResultShape shape, List<Parameter> parameters, Work work) {
        VerbSpec spec = new VerbSpec(
                VerbName.of(name), "Does " + name, "", parameters, Role.READ_ONLY, shape, List.of());
        return new Verb() {
            @Override
            public VerbSpec spec() {
                return spec;
            }

            @Override
            public VerbResult run(Invocation invocation) throws InterruptedException {
                return work.run(invocation);
            }
        };
    }

    /** Lists three things, the second with a name that would do harm on a terminal. */
    static Verb table() {
        return verb(
                "zoo:list",
                new ResultShape.Table(List.of(
                        ResultShape.Column.of("name", "Name"),
                        ResultShape.Column.of("state", "State", ResultShape.Format.STATE))),
                List.of(),
                _ -> VerbResult.data(Data.items(List.of(
                        Data.fields().put("name", "ape").put("state", "Active").build(),
                        Data.fields().put("name", "bear\u001b[2J\u001b]0;owned\u0007\u009b31m").put("state", "Failed").build(),
                        Data.fields().put("name", "cat").put("state", "Active").build()))));
    }

    /** Streams lines until cancelled. */
    static Verb stream(AtomicInteger cancelled) {
        return verb("zoo:follow", new ResultShape.Lines(), List.of(), invocation -> {
            invocation.onCancel(cancelled::incrementAndGet);
            for (int i = 0; ; i++) {
                invocation.emit("line", Data.of("tick " + i + " \u001b[31mred\u001b]0;title\u0007"));
                Thread.sleep(5);
            }
        });
    }

    /** Sleeps for an hour, unless interrupted. */
    static Verb sleep(CountDownLatch asleep, CountDownLatch woken) {
        return verb("zoo:sleep", new ResultShape.Message(), List.of(), _ -> {
            asleep.countDown();
            try {
                Thread.sleep(3_600_000);
                return VerbResult.message("slept well");
            } catch (InterruptedException e) {
                woken.countDown();
                throw e;
            }
        });
    }

    /** Fails. */
    static Verb fail() {
        return verb("zoo:fail", new ResultShape.Message(), List.of(), _ -> {
            throw new ArcellaException(CommandError.UNEXPECTED, "the ape\u001b[2J is gone", "buy another");
        });
    }

    /** Fails as a programmer's error does. */
    static Verb crash() {
        return verb("zoo:crash", new ResultShape.Message(), List.of(), _ -> {
            throw new IllegalStateException("wires crossed");
        });
    }

    /** Says back what it was given. */
    static Verb say() {
        return verb(
                "zoo:say",
                new ResultShape.Lines(),
                List.of(
                        Parameter.argument("text", new Parameter.Text("TEXT"), "what to say").many(),
                        Parameter.option("animal", new Parameter.Reference("animal"), "who says it").letter('a'),
                        Parameter.option("mood", new Parameter.Choice(List.of("glad", "grim")), "how")),
                invocation -> VerbResult.data(Data.of(invocation.arguments().optionalText("animal").orElse("")
                        + invocation.arguments().texts("text") + invocation.arguments().optionalText("mood").orElse(""))));
    }
}
