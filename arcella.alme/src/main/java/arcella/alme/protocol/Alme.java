package arcella.alme.protocol;

/** The protocol's numbers and names, as {@code docs/ALME.md} gives them. */
public final class Alme {

    /** The protocol's version; the hello carries it. */
    public static final int VERSION = 1;

    /** The longest frame in bytes, its four bytes of length not counted. */
    public static final int MAX_FRAME = 1 << 20;

    /** How many bytes of frames each side may send ahead for one request, unless the other's hello says otherwise. */
    public static final int DEFAULT_WINDOW = 256 << 10;

    /** How deep values may be nested. */
    public static final int MAX_DEPTH = 32;

    /** How many values one frame may hold. */
    public static final int MAX_VALUES = 1 << 18;

    /** The content of a file is sent in pieces of this size. */
    public static final int CHUNK = 64 << 10;

    private Alme() {}
}
