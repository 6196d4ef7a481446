package arcella.feature.internal.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/** Reads JSON, with comments as the Feature Service allows them, within bounds that bound its memory. Stateless. */
public final class JsonReader {

    /** The longest text that is read, in characters. */
    public static final int MOST_CHARACTERS = 1 << 20;
    /** How deep arrays and objects may nest. */
    public static final int DEEPEST = 32;

    private static final int MOST_DIGITS = 400;

    private static final JsonFactory FACTORY = factory(MOST_CHARACTERS);
    private static final JsonFactory TRUSTED = factory(Integer.MAX_VALUE);

    private JsonReader() {}

    private static JsonFactory factory(int mostCharacters) {
        return JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST).maxNumberLength(100).maxNameLength(1000)
                        .maxStringLength(MOST_CHARACTERS).maxDocumentLength(mostCharacters)
                        .build())
                // Names are the reader's of one file, and not kept for others.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /**
     * Reads one value.
     *
     * @param file the file's name, for messages
     * @throws ArcellaException {@link FeatureError#BAD_FEATURE} with the place, if the text is no JSON, too long or too deep
     */
    public static Json read(String text, String file) {
        if (text.length() > MOST_CHARACTERS) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, file + " is longer than " + MOST_CHARACTERS + " characters",
                    "split it into several features");
        }
        return read(FACTORY, text, file);
    }

    /** As {@link #read}, of any length: what the container has written itself. */
    public static Json readTrusted(String text, String file) {
        return read(TRUSTED, text, file);
    }

    private static Json read(JsonFactory factory, String text, String file) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ArcellaException(FeatureError.BAD_FEATURE, file + " is empty", "write a feature's JSON");
            }
            Json value = value(parser, place(parser, new Place(file, 1, 1, ""), ""));
            if (parser.nextToken() != null) {
                throw new ArcellaException(FeatureError.BAD_FEATURE,
                        place(parser, new Place(file, 1, 1, ""), "") + " something follows the end", "one file has one value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw bad(file, e, "beyond the bounds: " + e.getOriginalMessage(), "nest less deep, or split the feature");
        } catch (JsonProcessingException e) {
            throw bad(file, e, "no JSON: " + e.getOriginalMessage(), "mend it there");
        } catch (IOException e) {
            throw new IllegalStateException("text was read", e);
        }
    }

    private static ArcellaException bad(String file, JsonProcessingException e, String what, String remedy) {
        JsonLocation at = e.getLocation();
        String place = at == null ? file : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
        return new ArcellaException(FeatureError.BAD_FEATURE, place + " is " + what, remedy, e);
    }

    private static Place place(JsonParser parser, Place parent, String part) {
        JsonLocation at = parser.currentTokenLocation();
        return parent.at(part, at.getLineNr(), at.getColumnNr());
    }

    private static Json value(JsonParser parser, Place place) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser, place(parser, place, name)));
                }
                yield new Json.Object(place, members);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, place(parser, place, "[" + items.size() + "]")));
                }
                yield new Json.Array(place, items);
            }
            case VALUE_STRING -> new Json.Text(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Number(place, number(parser, place));
            case VALUE_TRUE -> new Json.Truth(place, true);
            case VALUE_FALSE -> new Json.Truth(place, false);
            case VALUE_NULL -> new Json.Null(place);
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value: " + parser.currentToken());
        };
    }

    /** Of few enough digits, written out, that it costs nothing to write it so. */
    private static BigDecimal number(JsonParser parser, Place place) throws IOException {
        try {
            BigDecimal number = new BigDecimal(parser.getText());
            if (Math.abs((long) number.scale()) <= MOST_DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, place + " is no number that can be had", "write another", e);
        }
        throw new ArcellaException(FeatureError.BAD_FEATURE, place + " is too large or too small a number", "write another");
    }
}
