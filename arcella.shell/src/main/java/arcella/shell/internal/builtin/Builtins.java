package arcella.shell.internal.builtin;

import java.util.ArrayList;
import java.util.List;

import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.VerbName;
import arcella.command.VerbSpec;

/** All commands of the shell itself. */
public final class Builtins {

    private Builtins() {}

    /** The commands, by name. */
    public static List<Builtin> all() {
        List<Builtin> all = new ArrayList<>();
        all.addAll(SessionBuiltins.all());
        all.addAll(FlowBuiltins.all());
        all.addAll(TextBuiltins.all());
        all.addAll(FolderBuiltins.all());
        all.sort((a, b) -> a.spec().name().compareTo(b.spec().name()));
        return List.copyOf(all);
    }

    /** A command that does nothing but show: for everybody. */
    static VerbSpec spec(
            String word, String summary, String description, List<Parameter> parameters, String... examples) {
        return spec(Role.READ_ONLY, word, summary, description, parameters, examples);
    }

    /** A command that reads files of the container's user, or runs commands in the shell's language: for admins. */
    static VerbSpec admin(
            String word, String summary, String description, List<Parameter> parameters, String... examples) {
        return spec(Role.ADMIN, word, summary, description, parameters, examples);
    }

    private static VerbSpec spec(
            Role role, String word, String summary, String description, List<Parameter> parameters, String... examples) {
        return new VerbSpec(
                new VerbName("shell", word),
                summary,
                description,
                parameters,
                role,
                new ResultShape.Lines(),
                java.util.Arrays.stream(examples).map(example -> example.startsWith(word) ? "shell " + example : example).toList());
    }

    /** A file that is read, given by its path. */
    static Parameter files(String help) {
        return new Parameter(
                "file", new Parameter.Reference("file"), help, true, false, true, java.util.Optional.empty());
    }
}
