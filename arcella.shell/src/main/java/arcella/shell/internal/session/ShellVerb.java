package arcella.shell.internal.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;

/**
 * The verb {@code shell}. Nothing of the shell is loaded before its first call.
 *
 * <p>For everybody, but its language is for admins only: it can call any method of any object that it gets hold of. Others
 * have commands and pipes, see {@link PlainLine}.
 */
@Component(name = "arcella.shell", service = Verb.class)
public final class ShellVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            new VerbName("", "shell"),
            "Opens the shell",
            "At a terminal it edits lines, completes with Tab and keeps a history. Without one it runs the lines of its"
                    + " input, or of -c, and ends at the first that fails; what stands behind the failure in the same line, behind"
                    + " a ;, is not run, with -k neither. Commands of"
                    + " -c that read and stand behind no pipe, such as grep x or cat, read the input of the caller; if none does,"
                    + " nothing of it is read. Who has the role read-only gets the commands that look,"
                    + " and pipes; the rest of the language is for admins.",
            List.of(
                    Parameter.option("command", new Parameter.Text("LINE"), "runs this line, or these lines, and ends").letter('c'),
                    Parameter.flag("keep-going", "goes on with the next line behind one that fails, and fails at the end").letter('k'),
                    Parameter.option("terminal", new Parameter.Text("TYPE"),
                            "the terminal's type, where the client does not tell it"),
                    Parameter.flag("no-color", "writes no colours"),
                    Parameter.option("folder", new Parameter.Text("PATH"),
                            "where relative paths of files start; the container's home if absent")),
            Role.READ_ONLY,
            new ResultShape.Terminal(),
            List.of("shell", "shell -c 'module:list | grep Active'", "shell -c 'each [hello greeter] { module:stop $it }'"));

    private final BundleContext context;
    private final Opening opening;

    /** Made by Declarative Services. */
    @Activate
    public ShellVerb(BundleContext context) {
        this.context = context;
        this.opening = new Opening(context);
    }

    /** Called by Declarative Services. */
    @Deactivate
    void close() {
        opening.close();
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        Path home = Path.of(Optional.ofNullable(context.getProperty("arcella.home")).orElse("."))
                .toAbsolutePath().normalize();
        Settings settings = new Settings(
                invocation.arguments().optionalText("terminal").filter(type -> !type.isEmpty()),
                !invocation.arguments().flag("no-color"),
                invocation.arguments().optionalText("command"),
                invocation.arguments().flag("keep-going"),
                invocation.arguments().optionalText("folder").map(folder -> path(home, folder)).orElse(home),
                home,
                Optional.ofNullable(context.getProperty("arcella.version")).orElse(""));
        opening.run(settings, invocation);
        return VerbResult.message("");
    }

    private static Path path(Path home, String folder) {
        try {
            return home.resolve(folder).normalize();
        } catch (InvalidPathException e) {
            return home;
        }
    }
}
