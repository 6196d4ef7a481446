package arcella.wit.component;

/** The kinds of core definitions, each with its own index space ({@code core:sort} of the binary format). */
public enum CoreSort {
    FUNC(0x00, "func"),
    TABLE(0x01, "table"),
    MEMORY(0x02, "memory"),
    GLOBAL(0x03, "global"),
    TAG(0x04, "tag"),
    TYPE(0x10, "type"),
    MODULE(0x11, "module"),
    INSTANCE(0x12, "instance");

    private final int opcode;
    private final String text;

    CoreSort(int opcode, String text) {
        this.opcode = opcode;
        this.text = text;
    }

    /** The byte that stands for this sort. */
    public int opcode() {
        return opcode;
    }

    /** The keyword of the text format. */
    public String text() {
        return text;
    }
}
