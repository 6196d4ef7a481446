package arcella.feature.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/** Puts values in the place of {@code ${name}}; {@code $${name}} stands for the letters {@code ${name}}. Immutable. */
public final class Variables {

    private static final int MOST_CHARACTERS = 1 << 20;

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Place> open = new TreeMap<>();

    /**
     * @param defaults what the feature says: text, numbers and truth values, or null for what an operator has to say
     * @param given what the operator says
     * @throws ArcellaException {@link FeatureError#VARIABLE} if the feature does not have one that is given
     */
    public Variables(Map<String, Json> defaults, Map<String, String> given) {
        defaults.forEach((name, value) -> {
            switch (value) {
                case Json.Text(Place _, String text) -> values.put(name, text);
                case Json.Number number -> values.put(name, number.value().toPlainString());
                case Json.Truth truth -> values.put(name, Boolean.toString(truth.value()));
                case Json.Null(Place place) -> open.put(name, place);
                case Json.Object _, Json.Array _ -> throw Members.wrong(value, "text, a number, true, false or null");
            }
        });
        given.forEach((name, value) -> {
            if (!defaults.containsKey(name)) {
                throw new ArcellaException(FeatureError.VARIABLE, "the feature has no variable '" + name + "'",
                        Nearest.remedy(name, defaults.keySet(), defaults.isEmpty() ? "it has none" : "it has "
                                + String.join(", ", defaults.keySet())));
            }
            values.put(name, value);
            open.remove(name);
        });
    }

    /** A value with all variables in it replaced; those in names are left alone. */
    public Json replace(Json value) {
        return switch (value) {
            case Json.Object(Place place, Map<String, Json> members) -> {
                Map<String, Json> replaced = new LinkedHashMap<>();
                members.forEach((name, member) -> replaced.put(name, replace(member)));
                yield new Json.Object(place, replaced);
            }
            case Json.Array(Place place, List<Json> items) -> new Json.Array(place, items.stream().map(this::replace).toList());
            case Json.Text(Place place, String text) -> new Json.Text(place, replace(text, place));
            case Json.Number _, Json.Truth _, Json.Null _ -> value;
        };
    }

    private String replace(String text, Place place) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", at)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                throw new ArcellaException(FeatureError.VARIABLE, place + " begins a variable and does not end it",
                        "write ${name}, or $${ for the letters");
            }
            if (start > at && text.charAt(start - 1) == '$') {
                out.append(text, at, start - 1).append(text, start, end + 1);
            } else {
                out.append(text, at, start).append(value(text.substring(start + 2, end), place));
            }
            at = end + 1;
            if (out.length() > MOST_CHARACTERS) {
                throw new ArcellaException(FeatureError.VARIABLE, place + " becomes too long with its variables",
                        "use shorter ones");
            }
        }
        return out.append(text, at, text.length()).toString();
    }

    private String value(String name, Place place) {
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        if (open.containsKey(name)) {
            throw new ArcellaException(FeatureError.VARIABLE,
                    place + " needs the variable '" + name + "', which the feature leaves to you",
                    "give it with --variable " + name + "=VALUE");
        }
        List<String> known = new ArrayList<>(values.keySet());
        known.addAll(open.keySet());
        throw new ArcellaException(FeatureError.VARIABLE, place + " names the variable '" + name + "', which is not defined",
                Nearest.remedy(name, known, "define it in \"variables\""));
    }
}
