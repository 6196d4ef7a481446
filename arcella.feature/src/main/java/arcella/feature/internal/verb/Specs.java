package arcella.feature.internal.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.command.Arguments;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;
import arcella.feature.FeatureError;
import arcella.feature.internal.install.FeatureComponent;
import arcella.feature.internal.install.Incoming;
import arcella.feature.internal.install.InstallOptions;
import arcella.feature.internal.install.Wanted;

/** Shorthand for what the specs of these verbs have in common. */
final class Specs {

    static final String FEATURE = "feature";
    static final String JAR = "jar";
    private static final String SENT = ".jar";
    private static final String VARIABLE = "variable";
    private static final String GRANT = "grant";
    private static final String GRANT_ALL = "grant-all";

    private Specs() {}

    static VerbSpec change(String name, String summary, String description, List<Parameter> parameters, String... examples) {
        return new VerbSpec(VerbName.of(name), summary, description, parameters, Role.ADMIN, new ResultShape.Message(), List.of(examples));
    }

    static VerbSpec look(String name, String summary, String description, List<Parameter> parameters, ResultShape shape, String... examples) {
        return new VerbSpec(VerbName.of(name), summary, description, parameters, Role.READ_ONLY, shape, List.of(examples));
    }

    /** A feature, by name or file. */
    static Parameter feature() {
        return Parameter.argument(FEATURE, new Parameter.NameOrPath("feature", List.of(".json", SENT), JAR, SENT),
                "its name, NAME@VERSION or id, or the path of its JSON or jar");
    }

    /** The content of a feature bundle. */
    static Parameter jar() {
        return Parameter.option(JAR, new Parameter.Upload("", List.of()),
                "the content of a feature bundle; sent without being said where FEATURE is the path of a jar");
    }

    /** Has something done with the feature that was named, whose content the client may have sent. */
    static <T> T with(FeatureComponent component, Invocation invocation, Incoming.Work<T> work) throws InterruptedException {
        String name = invocation.arguments().text(FEATURE);
        if (name.indexOf('/') >= 0 || name.startsWith("file:") || invocation.arguments().optionalText(JAR).isPresent()) {
            read(invocation);
        }
        return invocation.arguments().optionalText(JAR).isPresent()
                ? component.incoming().with(name, invocation.upload(JAR), work) : work.run(Wanted.of(name));
    }

    /**
     * What follows reads a file as the container's user, or keeps one on its disk, and would tell of it: whatever role the
     * operator gave the verb, that is for admins.
     */
    static void read(Invocation invocation) {
        VerbDirectory.check("a file of the container's user", Role.ADMIN, invocation.caller());
    }

    /** A repository. */
    static Parameter repository() {
        return Parameter.argument("repository", new Parameter.NameOrPath("feature-repository", List.of(), "", ""),
                "the path of a folder or JSON file where the container runs, or its file: URL");
    }

    static List<Parameter> options(Parameter... first) {
        List<Parameter> all = new ArrayList<>(List.of(first));
        all.add(jar());
        all.add(Parameter.option(VARIABLE, new Parameter.Text("NAME=VALUE"), "the value of a variable of the feature").many().letter('v'));
        all.add(Parameter.option(GRANT, new Parameter.Text("GRANT"), "grants something that the manifests of its modules ask for").many());
        all.add(Parameter.flag(GRANT_ALL, "grants its modules what the feature lists for them, or all that their manifests ask for"));
        return all;
    }

    static InstallOptions options(Arguments arguments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String given : arguments.texts(VARIABLE)) {
            int equals = given.indexOf('=');
            if (equals < 1) {
                throw new ArcellaException(FeatureError.VARIABLE, "'" + given + "' gives no variable a value", "write --variable NAME=VALUE");
            }
            variables.put(given.substring(0, equals), given.substring(equals + 1));
        }
        return new InstallOptions(variables, arguments.texts(GRANT), arguments.flag(GRANT_ALL), InstallOptions.BY_HAND, "");
    }
}
