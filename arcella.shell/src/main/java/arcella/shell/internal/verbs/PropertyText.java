package arcella.shell.internal.verbs;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Writes a service or component property, which may be an array. */
final class PropertyText {

    private PropertyText() {}

    static String of(Object value) {
        if (!value.getClass().isArray()) {
            return String.valueOf(value);
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(String.valueOf(Array.get(value, i)));
        }
        return items.toString();
    }
}
