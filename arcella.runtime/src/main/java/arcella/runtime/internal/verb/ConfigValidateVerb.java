package arcella.runtime.internal.verb;

import java.util.List;

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

    private final ConfigSource source;

    /** For SCR. */
    @Activate
    public ConfigValidateVerb(@Reference ConfigSource source) {
        this.source = source;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        Configuration now = source.latest().check();
        return VerbResult.message(now.summary("is fine") + ConfigLines.indented(now.warnings())
                + ConfigLines.indented(now.overrides()) + ConfigLines.indented(ConfigLines.waiting(source)));
    }
}
