package arcella.feature.internal.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;

import arcella.feature.Feature.Settings;
import arcella.feature.internal.json.Json;
import arcella.feature.internal.json.Members;
import arcella.feature.internal.json.Values;

/** The part of the state's text that says what others take the place of. */
final class ReplacedText {

    private static final String REPLACED = "replaced";

    private ReplacedText() {}

    static void write(JsonGenerator out, List<Replaced> all) throws IOException {
        out.writeArrayFieldStart(REPLACED);
        for (Replaced one : all) {
            out.writeStartObject();
            out.writeFieldName("feature");
            StateText.feature(out, one.feature());
            out.writeArrayFieldStart("modules");
            for (Replaced.Module module : one.modules()) {
                out.writeStartObject();
                out.writeStringField("id", module.id());
                if (module.manifest().isPresent()) {
                    out.writeStringField("manifest", module.manifest().get());
                }
                out.writeBooleanField("start", module.start());
                out.writeBooleanField("wanted", module.wanted());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("settings");
            for (Settings settings : one.settings()) {
                write(out, settings);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** A key may have a colon in it, which in a feature would end it: so its type stands apart. */
    private static void write(JsonGenerator out, Settings settings) throws IOException {
        out.writeStartObject();
        out.writeStringField("pid", settings.pid());
        out.writeArrayFieldStart("properties");
        for (Map.Entry<String, Object> property : settings.properties().entrySet()) {
            out.writeStartObject();
            out.writeStringField("key", property.getKey());
            out.writeStringField("type", Values.type(property.getValue()));
            out.writeArrayFieldStart("values");
            for (String text : Values.texts(property.getValue())) {
                out.writeString(text);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static List<Replaced> read(Members state) {
        return state.items(REPLACED).stream().map(Members::new).map(one -> new Replaced(StateText.feature(one.get("feature")),
                one.items("modules").stream().map(ReplacedText::module).toList(),
                one.items("settings").stream().map(ReplacedText::settings).toList())).toList();
    }

    private static Replaced.Module module(Json value) {
        Members members = new Members(value);
        return new Replaced.Module(Members.text(members.get("id")), members.text("manifest"), members.truth("start", true),
                members.truth("wanted", true));
    }

    private static Settings settings(Json value) {
        Members members = new Members(value);
        Map<String, Object> properties = new LinkedHashMap<>();
        members.items("properties").stream().map(Members::new).forEach(property -> properties.put(
                Members.text(property.get("key")), Values.typed(Members.text(property.get("type")), Members.items(property.get("values")))));
        return new Settings(Members.text(members.get("pid")), properties);
    }
}
