package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.Configuration;

/** The verb {@code config:validate}. */
@Component(service = Verb.class)
public final class ConfigValidateVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "config:validate", "Says what is wrong with the container's own configuration",
            "That is etc/arcella.toml with what it includes, and the daemon's environment. Fails with each mistake, its file, line "
                    + "and column; otherwise says what overrides what. 'arcella config validate' does the same without a daemon.",
            List.of(), new ResultShape.Message(), "config validate");

    private final BundleContext context;
    private final ConfigSource source;

    /** For SCR. */
    @Activate
    public ConfigValidateVerb(BundleContext context, @Reference ConfigSource source) {
        this.context = context;
        this.source = source;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        // Anew, for what it says of users, groups and folders may be another thing now than when the files were read.
        Configuration now = source.reload().check();
        return VerbResult.message(now.summary("is fine") + ConfigLines.indented(ConfigLines.warnings(now, context))
                + ConfigLines.indented(now.overrides()) + ConfigLines.indented(ConfigLines.waiting(source)));
    }
}
