package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.config.ConfigNames;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.ConfigTable;
import arcella.runtime.config.ConfigValue;
import arcella.runtime.config.Configuration;
import arcella.runtime.config.Origin;

/** The verb {@code config:show}. */
@Component(service = Verb.class)
public final class ConfigShowVerb implements Verb {

    private static final String WHICH = "which";
    private static final VerbSpec SPEC = Specs.look(
            "config:show", "Shows what holds of the container's own configuration, and who says so",
            "Every key that has a value: where it comes from is a file and line of etc/arcella.toml and what it includes, a variable "
                    + "of the daemon's environment, or the default. What waits for the next start of the container is shown as next. "
                    + "Configurations of modules and bundles, which have pids, are shown by config:list.",
            List.of(Parameter.optionalArgument(WHICH, new Parameter.Reference(SettingCandidates.WHAT), "a key or a part of one, such as caps"),
                    Parameter.flag("set", "only what somebody has said, no defaults")),
            new ResultShape.Table(List.of(Column.of("key", "Key"), Column.of("toml", "Value"), Column.of("from", "From"),
                    Column.of("next", "Next"), new Column("takes", "A change holds", Format.PLAIN, true),
                    new Column("overrides", "Overrides", Format.PLAIN, true))),
            "config show", "config show caps", "config show --set");

    private final ConfigSource source;

    /** For SCR. */
    @Activate
    public ConfigShowVerb(@Reference ConfigSource source) {
        this.source = source;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        String which = invocation.arguments().optionalText(WHICH).orElse("");
        boolean set = invocation.arguments().flag("set");
        Configuration now = source.known();
        ConfigNames.check(which, now);
        Map<String, ConfigValue> waiting = new LinkedHashMap<>();
        source.waiting().forEach(value -> waiting.put(value.name(), value));
        Map<String, ConfigValue> atStart = new LinkedHashMap<>();
        source.atStart().values().forEach(value -> atStart.put(value.name(), value));
        List<Data> rows = new ArrayList<>();
        for (ConfigValue value : now.values()) {
            ConfigValue holds = waiting.containsKey(value.name()) ? atStart.getOrDefault(value.name(), value) : value;
            boolean standard = holds.origin() instanceof Origin.Standard && !waiting.containsKey(value.name());
            if (value.name().contains(which) && !(set && standard)) {
                rows.add(row(holds, waiting.get(value.name()), value));
            }
        }
        now.tables().stream().filter(table -> table.name().contains(which)).forEach(table -> rows.add(Data.fields()
                .put("key", "[[" + table.name() + "]]").put("toml", table.text()).put("value", data(table)).put("from", table.origin().text())
                .put("next", "").put("takes", table.takes()).put("overrides", Data.texts(List.of())).build()));
        return VerbResult.data(Data.items(rows));
    }

    private static Data row(ConfigValue holds, @Nullable ConfigValue next, ConfigValue said) {
        return Data.fields().put("key", holds.name()).put("toml", holds.text()).put("value", data(holds)).put("from", holds.origin().text())
                .put("next", next == null ? "" : next.text() + " (" + next.origin().text() + ")")
                .put("takes", said.key().takes().text())
                .put("overrides", Data.texts(said.overridden().stream().map(Origin::text).toList())).build();
    }

    /** For machines. */
    private static Data data(ConfigValue value) {
        return switch (value.value()) {
            case Boolean truth -> Data.of(truth.booleanValue());
            case String text -> Data.of(text);
            case List<?> list -> Data.texts(list.stream().map(String::valueOf).toList());
            // A number, or in quotes a size or a time with its unit.
            default -> value.text().startsWith("\"") ? Data.of(value.text().replace("\"", "")) : Data.of(Long.parseLong(value.text()));
        };
    }

    private static Data data(ConfigTable table) {
        Data.FieldsBuilder fields = Data.fields();
        table.values().forEach((name, value) -> fields.put(name, data(value)));
        return fields.build();
    }
}
