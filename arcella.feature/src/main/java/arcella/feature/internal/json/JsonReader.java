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
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1000;

    private static final JsonFactory FACTORY = factory(MOST_CHARACTERS);
    private static final JsonFactory TRUSTED = factory(Integer.MAX_VALUE);

    private JsonReader() {}

    private static JsonFactory factory(int mostCharacters) {
        return JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                // The bounds that are told of are looked at here; the parser's keep it from what it cannot do.
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(2 * DEEPEST).maxNumberLength(MOST_CHARACTERS).maxNameLength(MOST_CHARACTERS)
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
            Json value = value(parser, place(parser, new Place(file, 1, 1, ""), ""), 1);
            if (parser.nextToken() != null) {
                throw new ArcellaException(FeatureError.BAD_FEATURE,
                        place(parser, new Place(file, 1, 1, ""), "") + " something follows the end", "one file has one value");
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? file : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
            throw new ArcellaException(FeatureError.BAD_FEATURE, place + " is no JSON: " + JsonMistake.text(e), "mend it there", e);
        } catch (IOException e) {
            throw new IllegalStateException("text was read", e);
        }
    }

    private static Place place(JsonParser parser, Place parent, String part) {
        JsonLocation at = parser.currentTokenLocation();
        return parent.at(part, at.getLineNr(), at.getColumnNr());
    }

    /** @param depth how many arrays and objects there are around its items */
    private static Json value(JsonParser parser, Place place, int depth) throws IOException {
        if (depth > DEEPEST && parser.currentToken().isStructStart()) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, place + " is nested deeper than " + DEEPEST, "nest less deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    Place named = place(parser, place, name.length() > LONGEST_NAME ? name.substring(0, 20) + "…" : name);
                    if (name.length() > LONGEST_NAME) {
                        throw new ArcellaException(FeatureError.BAD_FEATURE,
                                named + " has a name of more than " + LONGEST_NAME + " characters", "write a shorter one");
                    }
                    if (members.containsKey(name)) {
                        throw new ArcellaException(FeatureError.BAD_FEATURE, named + " stands twice", "leave out one of both");
                    }
                    parser.nextToken();
                    members.put(name, value(parser, place(parser, place, name), depth + 1));
                }
                yield new Json.Object(place, members);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, place(parser, place, "[" + items.size() + "]"), depth + 1));
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
        if (parser.getTextLength() > LONGEST_NUMBER) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, place + " is a number of more than " + LONGEST_NUMBER + " characters",
                    "write it shorter, or as text");
        }
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
