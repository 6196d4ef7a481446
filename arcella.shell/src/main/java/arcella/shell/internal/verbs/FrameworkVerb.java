package arcella.shell.internal.verbs;

import java.util.List;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;

/** A verb made of its description and one function. */
record FrameworkVerb(VerbSpec spec, Work work) implements Verb {

    /** What the verb does. */
    interface Work {
        VerbResult run(Invocation invocation) throws InterruptedException;
    }

    /** A description under construction. Not thread-safe. */
    static final class Builder {
        private final VerbName name;
        private final Role role;
        private final String summary;
        private String description = "";
        private ResultShape shape = new ResultShape.Message();
        private List<Parameter> parameters = List.of();
        private List<String> examples = List.of();

        private Builder(String name, Role role, String summary) {
            this.name = VerbName.of(name);
            this.role = role;
            this.summary = summary;
        }

        Builder description(String text) {
            description = text;
            return this;
        }

        Builder takes(Parameter... all) {
            parameters = List.of(all);
            return this;
        }

        Builder gives(ResultShape result) {
            shape = result;
            return this;
        }

        Builder examples(String... lines) {
            examples = List.of(lines);
            return this;
        }

        Verb does(Work work) {
            return new FrameworkVerb(
                    new VerbSpec(name, summary, description, parameters, role, shape, examples), work);
        }
    }

    /** Starts a verb that only looks. */
    static Builder looks(String name, String summary) {
        return new Builder(name, Role.READ_ONLY, summary);
    }

    /** Starts a verb that changes something. */
    static Builder changes(String name, String summary) {
        return new Builder(name, Role.ADMIN, summary);
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return work.run(invocation);
    }
}
