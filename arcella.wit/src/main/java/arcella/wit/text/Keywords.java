package arcella.wit.text;

import java.util.Set;

/** The words that cannot be identifiers unless written with {@code %} (WIT, "Keywords"). */
final class Keywords {

    private static final Set<String> ALL = Set.of(
            "as", "async", "bool", "borrow", "char", "constructor", "enum", "export", "f32", "f64", "flags", "from",
            "func", "future", "import", "include", "interface", "list", "map", "option", "own", "package", "record",
            "resource", "result", "s16", "s32", "s64", "s8", "static", "stream", "string", "tuple", "type", "u16",
            "u32", "u64", "u8", "use", "variant", "with", "world");

    private Keywords() {}

    static boolean contains(String word) {
        return ALL.contains(word);
    }

    /** The identifier as it must be written in WIT. */
    static String escaped(String label) {
        return contains(label) ? "%" + label : label;
    }
}
