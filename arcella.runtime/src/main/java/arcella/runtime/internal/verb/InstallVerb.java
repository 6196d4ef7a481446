package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.ModuleReport.Outcome;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code module:install}. */
@Component(service = Verb.class)
public final class InstallVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "module:install", "Installs a module from a WebAssembly file",
            "The module's name and version come from --name and --version, the manifest, or a file name of the form "
                    + "NAME@VERSION.wasm. The same name with another version is installed beside; the same name and "
                    + "version again is an error: see module:update.\n\n"
                    + "A manifest only asks. What it asks for beyond standard streams, clocks and random numbers is "
                    + "granted with --grant or --grant-all, or by a [[grant]] in etc/arcella.toml.",
            parameters(), "module install ./hello.wasm --start", "module install ./hello.wasm --manifest hello.toml");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public InstallVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        boolean start = invocation.arguments().flag("start");
        Outcome installed = runtime.modules().install(Uploads.request(invocation), start, invocation::progress);
        return start ? Reports.doneWithState("Installed and started", installed) : Reports.done("Installed", installed);
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(Uploads.manifest(), Uploads.file()));
        parameters.addAll(Uploads.options());
        parameters.add(Parameter.flag("start", "starts the module too"));
        return parameters;
    }
}
