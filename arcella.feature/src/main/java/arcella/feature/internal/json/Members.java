package arcella.feature.internal.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/** The members of an object, asked for by name; in the end, those that nobody asked for are mistakes. Not thread-safe. */
public final class Members {

    private final Json.Object object;
    private final Set<String> known = new HashSet<>();

    /** @throws ArcellaException {@link FeatureError#BAD_FEATURE} if the value is no object */
    public Members(Json value) {
        if (!(value instanceof Json.Object found)) {
            throw wrong(value, "an object");
        }
        this.object = found;
    }

    /** Where the object stands. */
    public Place place() {
        return object.place();
    }

    /** All members. */
    public Map<String, Json> all() {
        return object.members();
    }

    /** A member that may be missing. */
    public Optional<Json> find(String name) {
        known.add(name);
        return Optional.ofNullable(object.members().get(name));
    }

    /** A member that must be there. */
    public Json get(String name) {
        return find(name).orElseThrow(() -> new ArcellaException(
                FeatureError.BAD_FEATURE, place() + " has no '" + name + "'", "add it"));
    }

    /** Text that may be missing. */
    public Optional<String> text(String name) {
        return find(name).map(Members::text);
    }

    /** A truth value, false if it is missing. */
    public boolean truth(String name, boolean otherwise) {
        return find(name).map(value -> {
            if (value instanceof Json.Truth(Place _, boolean truth)) {
                return truth;
            }
            throw wrong(value, "true or false");
        }).orElse(otherwise);
    }

    /** An array, empty if it is missing. */
    public List<Json> items(String name) {
        return find(name).map(Members::items).orElse(List.of());
    }

    /** A list of texts that may be missing. */
    public Optional<List<String>> texts(String name) {
        return find(name).map(value -> items(value).stream().map(Members::text).toList());
    }

    /** Refuses members that nobody asked for. */
    public void refuseOthers() {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (!known.contains(member.getKey())) {
                throw new ArcellaException(FeatureError.BAD_FEATURE,
                        member.getValue().place() + ": there is no key '" + member.getKey() + "'",
                        Nearest.remedy(member.getKey(), known, "these there are: " + String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    /** A value as text. */
    public static String text(Json value) {
        if (value instanceof Json.Text(Place _, String text)) {
            return text;
        }
        throw wrong(value, "text");
    }

    /** A value as an array. */
    public static List<Json> items(Json value) {
        if (value instanceof Json.Array(Place _, List<Json> items)) {
            return items;
        }
        throw wrong(value, "an array");
    }

    /** A value of the wrong kind. */
    public static ArcellaException wrong(Json value, String wanted) {
        return new ArcellaException(FeatureError.BAD_FEATURE, value.place() + " is " + value.kind(), "write " + wanted);
    }
}
