package arcella.wit.component;

/**
 * The kinds of definitions that a component-level index can refer to ({@code sort} of the binary format). Each of the core
 * sorts is folded in, so that one value names one index space.
 */
public enum Sort {
    CORE_FUNC("core func"),
    CORE_TABLE("core table"),
    CORE_MEMORY("core memory"),
    CORE_GLOBAL("core global"),
    CORE_TAG("core tag"),
    CORE_TYPE("core type"),
    CORE_MODULE("core module"),
    CORE_INSTANCE("core instance"),
    FUNC("func"),
    VALUE("value"),
    TYPE("type"),
    COMPONENT("component"),
    INSTANCE("instance");

    private final String text;

    Sort(String text) {
        this.text = text;
    }

    /** The words of the text format. */
    public String text() {
        return text;
    }

    /** The component-level sort that stands for a core sort. */
    public static Sort of(CoreSort sort) {
        return switch (sort) {
            case FUNC -> CORE_FUNC;
            case TABLE -> CORE_TABLE;
            case MEMORY -> CORE_MEMORY;
            case GLOBAL -> CORE_GLOBAL;
            case TAG -> CORE_TAG;
            case TYPE -> CORE_TYPE;
            case MODULE -> CORE_MODULE;
            case INSTANCE -> CORE_INSTANCE;
        };
    }
}
