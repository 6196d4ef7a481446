package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:reload}. */
@Component(service = Verb.class)
public final class ConfigReloadVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:reload", "Reads the container's own configuration anew",
            "That is etc/arcella.toml with what it includes. The container does so by itself within a second of a change; this does "
                    + "it now, and answers with what has changed. With any mistake nothing changes, and what held before holds.",
            List.of(), "config reload");

    private final BundleContext context;
    private final RuntimeComponent runtime;
    private final ConfigSource source;

    /** For SCR. */
    @Activate
    public ConfigReloadVerb(BundleContext context, @Reference RuntimeComponent runtime, @Reference ConfigSource source) {
        this.context = context;
        this.runtime = runtime;
        this.source = source;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        List<String> changed = runtime.settings().reload();
        return VerbResult.message(source.latest().summary("is read")
                + ConfigLines.indented(ConfigLines.warnings(source.latest(), context)) + ConfigLines.indented(changed) + ConfigLines.indented(ConfigLines.waiting(source)));
    }
}
