package arcella.wasi.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A field of a message's head or trailers (RFC 9110, section 5).
 *
 * @param name as it was written; names are compared without regard to case
 * @param value the bytes; not copied
 */
public record Field(String name, byte[] value) {

    /**
     * The most bytes of all fields of one message together where nothing else is said, each counted with
     * {@link #OVERHEAD_BYTES} of its own.
     */
    public static final int MOST_BYTES = 64 << 10;

    /** What a field takes beside name and value. */
    public static final int OVERHEAD_BYTES = 4;

    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    /** What belongs to a connection and not to a message: guests neither set nor see them. */
    private static final Set<String> FORBIDDEN = Set.of("connection", "host", "http2-settings", "keep-alive",
            "proxy-authenticate", "proxy-authorization", "proxy-connection", "transfer-encoding", "upgrade");

    /** Refuses null. */
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /** A field with a text. */
    public static Field of(String name, String value) {
        return new Field(name, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether it has that name. */
    public boolean named(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The value as text, one character a byte. */
    public String text() {
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    /** How much it counts towards the limit of field bytes. */
    public int bytes() {
        return name.length() + value.length + OVERHEAD_BYTES;
    }

    /** Whether a text may be a name: a token. */
    public static boolean validName(String name) {
        return !name.isEmpty() && name.chars().allMatch(Field::tokenCharacter);
    }

    static boolean tokenCharacter(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || NAME_MARKS.indexOf(c) >= 0;
    }

    /** Whether bytes may be a value: no control characters but the tab. */
    public static boolean validValue(byte[] value) {
        for (byte each : value) {
            int c = each & 0xff;
            if (c < 0x20 && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether a name is one that guests may not set. */
    public static boolean forbidden(String name) {
        return FORBIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }
}
