package arcella.feature.internal.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of JSON and where it stands. Immutable. */
public sealed interface Json {

    /** Where it stands. */
    Place place();

    /** Named values, in order. */
    record Object(Place place, Map<String, Json> members) implements Json {
        public Object {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** Values in order. */
    record Array(Place place, List<Json> items) implements Json {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Text. */
    record Text(Place place, String value) implements Json {}

    /** A number. */
    record Number(Place place, BigDecimal value) implements Json {}

    /** A truth value. */
    record Truth(Place place, boolean value) implements Json {}

    /** Nothing. */
    record Null(Place place) implements Json {}

    /** What it is, for messages. */
    default String kind() {
        return switch (this) {
            case Object _ -> "an object";
            case Array _ -> "an array";
            case Text _ -> "text";
            case Number _ -> "a number";
            case Truth _ -> "true or false";
            case Null _ -> "null";
        };
    }
}
