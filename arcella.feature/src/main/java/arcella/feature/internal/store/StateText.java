package arcella.feature.internal.store;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;
import arcella.feature.internal.json.Json;
import arcella.feature.internal.json.JsonReader;
import arcella.feature.internal.json.Members;
import arcella.feature.internal.store.Installed.Phase;

/** The state as text: JSON, and a last line with a checksum, so that a file that is not whole is known as such. */
final class StateText {

    private static final String FORMAT = "1";
    private static final String CHECK = "check=";
    private static final JsonFactory FACTORY = new JsonFactory();

    private StateText() {}

    static byte[] write(State state) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeStringField("format", FORMAT);
            texts(out, "repositories", state.repositories());
            out.writeArrayFieldStart("features");
            for (Installed feature : state.features()) {
                feature(out, feature);
            }
            out.writeEndArray();
            if (!state.replaced().isEmpty()) {
                ReplacedText.write(out, state.replaced());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("text is written", e);
        }
        text.append('\n');
        return (text + CHECK + checksum(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static void feature(JsonGenerator out, Installed feature) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", feature.id().toString());
        out.writeStringField("phase", feature.phase().name().toLowerCase(Locale.ROOT));
        out.writeBooleanField("requested", feature.requested());
        out.writeStringField("origin", feature.origin());
        out.writeStringField("hash", feature.fileHash());
        out.writeStringField("installed", feature.installedAt().toString());
        map(out, "variables", feature.variables());
        map(out, "bundles", feature.bundles());
        map(out, "modules", feature.modules());
        texts(out, "configurations", feature.configurations());
        out.writeStringField("file", feature.fileName());
        out.writeStringField("text", feature.text());
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String name, List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static void map(JsonGenerator out, String name, Map<String, String> values) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            out.writeStringField(value.getKey(), value.getValue());
        }
        out.writeEndObject();
    }

    /** @throws ArcellaException {@link FeatureError#STATE_DAMAGED} if it is not as it was written */
    static State read(String text, String file) {
        int check = text.lastIndexOf(CHECK);
        if (check < 0 || !text.substring(check).equals(CHECK + checksum(text.substring(0, check)) + "\n")) {
            throw damaged(file, "its checksum does not fit", null);
        }
        try {
            Members members = new Members(JsonReader.readTrusted(text.substring(0, check), file));
            if (!Members.text(members.get("format")).equals(FORMAT)) {
                throw damaged(file, "its format is not " + FORMAT + ", which this release reads", null);
            }
            return new State(members.items("features").stream().map(StateText::feature).toList(),
                    members.texts("repositories").orElse(List.of()), ReplacedText.read(members));
        } catch (ArcellaException | IllegalArgumentException | java.time.DateTimeException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    static Installed feature(Json value) {
        Members members = new Members(value);
        return new Installed(
                ArtifactId.of(Members.text(members.get("id"))),
                Phase.valueOf(Members.text(members.get("phase")).toUpperCase(Locale.ROOT)),
                members.truth("requested", true),
                Members.text(members.get("origin")),
                Members.text(members.get("hash")),
                Members.text(members.get("file")),
                Members.text(members.get("text")),
                map(members.get("variables")),
                Instant.parse(Members.text(members.get("installed"))),
                map(members.get("bundles")),
                map(members.get("modules")),
                members.texts("configurations").orElse(List.of()));
    }

    private static Map<String, String> map(Json value) {
        Map<String, String> texts = new LinkedHashMap<>();
        new Members(value).all().forEach((key, text) -> texts.put(key, Members.text(text)));
        return texts;
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static ArcellaException damaged(String file, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ArcellaException(FeatureError.STATE_DAMAGED, file + " does not read: " + why, "", cause);
    }
}
