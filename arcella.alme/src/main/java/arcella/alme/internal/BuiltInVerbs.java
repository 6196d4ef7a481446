package arcella.alme.internal;

import java.util.ArrayList;
import java.util.List;

import arcella.alme.protocol.Alme;
import arcella.command.CandidateDirectory;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.Role;
import arcella.command.SpecData;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.line.CommandLine;
import arcella.command.line.CommandNames;
import arcella.command.line.Completion;

/** The verbs that belong to the protocol itself. */
final class BuiltInVerbs {

    /** Waits until the container has started. */
    interface Gate {
        void await(Invocation waiting) throws InterruptedException;
    }

    private BuiltInVerbs() {}

    static List<Verb> all(String program, VerbDirectory verbs, CandidateDirectory candidates, Gate gate) {
        return List.of(new Ping(program), new Verbs(verbs, gate), new Complete(verbs, candidates));
    }

    /** Says that the daemon lives. */
    private record Ping(String program) implements Verb {

        private static final VerbSpec SPEC = new VerbSpec(
                VerbName.of("ping"),
                "Asks whether the daemon answers, and what you may do",
                "",
                List.of(),
                Role.READ_ONLY,
                new ResultShape.Sheet(List.of(
                        Column.of("program", "Program"), Column.of("protocol", "ALME version"), Column.of("pid", "Process"),
                        Column.of("user", "You are"), Column.of("role", "Your role"))),
                List.of("ping"));

        @Override
        public VerbSpec spec() {
            return SPEC;
        }

        @Override
        public VerbResult run(Invocation invocation) {
            return VerbResult.data(Data.fields()
                    .put("program", program)
                    .put("protocol", Alme.VERSION)
                    .put("pid", ProcessHandle.current().pid())
                    .put("user", invocation.caller().user())
                    .put("role", invocation.caller().role().word())
                    .build());
        }
    }

    /** Describes all verbs. */
    private record Verbs(VerbDirectory verbs, Gate gate) implements Verb {

        private static final VerbSpec SPEC = new VerbSpec(
                VerbName.of("verbs"),
                "Lists all commands with their descriptions",
                "",
                List.of(Parameter.optionalArgument(
                        "word", new Parameter.Text("word"), "only those whose scope or own word this is")),
                Role.READ_ONLY,
                new ResultShape.Table(List.of(
                        Column.of("name", "Command"), Column.of("summary", "Does"), Column.of("role", "Role").wide())),
                List.of("verbs", "verbs module"));

        @Override
        public VerbSpec spec() {
            return SPEC;
        }

        @Override
        public VerbResult run(Invocation invocation) throws InterruptedException {
            String word = invocation.arguments().optionalText("word").orElse("");
            // Only a whole name says that nothing that is still to come was meant.
            if (verbs.specs().stream().noneMatch(spec -> spec.name().toString().equals(word))) {
                gate.await(invocation);
            }
            return VerbResult.data(new Data.Items(described(word)));
        }

        private List<Data> described(String word) {
            List<Data> found = new ArrayList<>();
            for (VerbSpec spec : verbs.specs()) {
                if (word.isEmpty() || spec.name().scope().equals(word) || spec.name().word().equals(word)) {
                    found.add(SpecData.of(spec));
                }
            }
            return found;
        }
    }

    /** Completes a command line. */
    private record Complete(VerbDirectory verbs, CandidateDirectory candidates) implements Verb {

        private static final VerbSpec SPEC = new VerbSpec(
                VerbName.of("complete"),
                "Says what may follow on a command line; for completion scripts",
                "",
                List.of(Parameter.optionalArgument(
                                "word", new Parameter.Text("word"), "the words so far, the last one unfinished or empty")
                        .many()),
                Role.READ_ONLY,
                new ResultShape.Table(List.of(Column.of("value", "Word"), Column.of("help", "Meaning"))),
                List.of());

        @Override
        public VerbSpec spec() {
            return SPEC;
        }

        @Override
        public VerbResult run(Invocation invocation) {
            List<String> words = invocation.arguments().texts("word");
            String partial = words.isEmpty() ? "" : words.getLast();
            List<String> before = words.isEmpty() ? words : words.subList(0, words.size() - 1);
            List<VerbSpec> specs = verbs.specs(invocation.caller().role());
            List<Data> found = new ArrayList<>();
            boolean files = false;
            CommandNames.Found verb = CommandNames.find(specs, before);
            if (verb != null) {
                Completion completion = Completion.ofArguments(
                        verb.spec(),
                        CommandLine.ofCli(verb.spec()),
                        candidates::names,
                        before.subList(verb.words(), before.size()),
                        partial);
                // Free text may be a path.
                files = completion.files() || completion.text();
                completion.candidates().forEach(candidate -> found.add(of(candidate)));
            }
            if (before.size() < 2) {
                Completion.ofNames(specs, CommandNames.SHORT_SCOPE, before, partial).forEach(name -> found.add(of(name)));
            }
            if (files) {
                found.add(Data.fields().put("value", "").put("kind", "files").build());
            }
            return VerbResult.data(new Data.Items(found));
        }

        private static Data of(Completion.Candidate candidate) {
            return Data.fields().put("value", candidate.value()).put("help", candidate.help()).build();
        }
    }
}
