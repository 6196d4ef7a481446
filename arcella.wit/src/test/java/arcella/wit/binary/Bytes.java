package arcella.wit.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts binaries together byte by byte, for tests. */
public final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Starts a component. */
    public static Bytes component() {
        return new Bytes().raw(0, 'a', 's', 'm', 0x0d, 0, 1, 0);
    }

    /** Starts a core module. */
    public static Bytes module() {
        return new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    /** Adds bytes. */
    public Bytes raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** Adds bytes. */
    public Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Adds an unsigned LEB128 number. */
    public Bytes u32(long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** Adds a type index where a value type stands, a signed LEB128 number. */
    public Bytes typeIndex(int index) {
        long rest = index;
        while (rest >= 0x40) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** Adds a length-prefixed name. */
    public Bytes name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return u32(bytes.length).raw(bytes);
    }

    /** Adds a section. */
    public Bytes section(int id, Bytes contents) {
        byte[] bytes = contents.toByteArray();
        return raw(id).u32(bytes.length).raw(bytes);
    }

    /** What was put together. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
