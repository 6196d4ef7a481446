package arcella.runtime.internal.verb;

import java.util.List;

import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.VerbName;
import arcella.command.VerbSpec;

/** Shorthand for what the specs of these verbs have in common. */
final class Specs {

    static final String MODULE = "module";
    static final String GROUP = "group";

    private Specs() {}

    /** A verb that changes things and answers with a message and the module. */
    static VerbSpec change(String name, String summary, String description, List<Parameter> parameters, String... examples) {
        return new VerbSpec(
                VerbName.of(name), summary, description, parameters, Role.ADMIN, new ResultShape.Message(),
                List.of(examples));
    }

    /** A verb that looks. */
    static VerbSpec look(
            String name, String summary, String description, List<Parameter> parameters, ResultShape shape,
            String... examples) {
        return new VerbSpec(
                VerbName.of(name), summary, description, parameters, Role.READ_ONLY, shape, List.of(examples));
    }

    /** The worker group that a verb is about. */
    static Parameter group() {
        return Parameter.argument(GROUP, new Parameter.Reference("group"),
                "the group; a module without one of its own is in the group of its name");
    }

    /** The module that a verb is about. */
    static Parameter module() {
        return Parameter.argument(MODULE, new Parameter.Reference("module"), "the module, NAME or NAME@VERSION");
    }
}
