package arcella.wit.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import arcella.wit.Kebab;

/** That labels in one place are labels and strongly unique. */
final class Labels {

    private Labels() {
    }

    /**
     * That every label is one and that they are strongly unique.
     *
     * @param what such as "record field"
     * @param which what an earlier one is called, such as "field"
     */
    static <T> void check(List<T> things, Function<T, String> nameOf, String what, String which, Work work) {
        Map<String, String> seen = HashMap.newHashMap(things.size());
        for (T thing : things) {
            String name = nameOf.apply(thing);
            if (name.isEmpty()) {
                throw work.invalid(what + " name cannot be empty");
            }
            if (!Kebab.isLabel(name)) {
                throw work.invalid(what + " name `" + name + "` is not in kebab case");
            }
            String before = seen.putIfAbsent(Kebab.fold(name), name);
            if (before != null) {
                throw work.invalid(what + " name `" + name + "` conflicts with previous " + which + " name `" + before + "`");
            }
        }
    }
}
