package arcella.engine.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A growing run of bytes with the number formats of WebAssembly binaries. */
public final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Appends single bytes. */
    public Bytes u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    /** Appends an unsigned LEB128 number. */
    public Bytes u32(long value) {
        long rest = value;
        do {
            int part = (int) (rest & 0x7F);
            rest >>>= 7;
            out.write(rest == 0 ? part : part | 0x80);
        } while (rest != 0);
        return this;
    }

    /** Appends a signed LEB128 number. */
    public Bytes s64(long value) {
        long rest = value;
        while (true) {
            int part = (int) (rest & 0x7F);
            rest >>= 7;
            boolean last = rest == 0 && (part & 0x40) == 0 || rest == -1 && (part & 0x40) != 0;
            out.write(last ? part : part | 0x80);
            if (last) {
                return this;
            }
        }
    }

    /** Appends a name with its length. */
    public Bytes name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8);
    }

    /** Appends bytes as they are. */
    public Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Appends bytes after their length. */
    public Bytes sized(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    /** How many there are. */
    public int size() {
        return out.size();
    }

    /** All of them. */
    public byte[] toArray() {
        return out.toByteArray();
    }
}
