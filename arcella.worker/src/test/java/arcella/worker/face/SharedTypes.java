package arcella.worker.face;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes a component whose types share their parts, and which can be installed. */
public final class SharedTypes {

    private SharedTypes() {}

    /** Exports an enum of this name, and a function {@code f} of a tuple of tuples over it, each of twice the one before. */
    static byte[] exported(String name, int levels) {
        ByteArrayOutputStream core = new ByteArrayOutputStream();
        core.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(core, 1, bytes(2, 0x60, 1, 0x7f, 0, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f));
        section(core, 3, bytes(2, 0, 1));
        section(core, 5, bytes(1, 0, 1));
        section(core, 7, bytes(3, 1, 'm', 2, 0, 1, 'f', 0, 0, 1, 'r', 0, 1));
        section(core, 10, bytes(2, 2, 0, 0x0b, 4, 0, 0x41, 0, 0x0b));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        section(all, 1, core.toByteArray());
        section(all, 2, bytes(1, 0, 0, 0));
        section(all, 6, bytes(3, 0, 2, 1, 0, 1, 'm', 0, 0, 1, 0, 1, 'f', 0, 0, 1, 0, 1, 'r'));
        section(all, 7, bytes(1, 0x6d, 1, 1, 'x'));
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        export.writeBytes(bytes(1, 0));
        u32(export, name.length());
        export.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        export.writeBytes(bytes(3, 0, 0));
        section(all, 11, export.toByteArray());
        ByteArrayOutputStream tuples = new ByteArrayOutputStream();
        tuples.write(levels);
        for (int i = 1; i <= levels; i++) {
            tuples.writeBytes(bytes(0x6f, 2, i, i));
        }
        section(all, 7, tuples.toByteArray());
        section(all, 7, bytes(1, 0x40, 1, 1, 'x', levels + 1, 1, 0));
        section(all, 8, bytes(1, 0, 0, 0, 2, 3, 0, 4, 1, levels + 2));
        section(all, 11, bytes(1, 0, 1, 'f', 1, 0, 0));
        return all.toByteArray();
    }

    /** Exports one instance of so many functions, all of which are one, under so many names. */
    public static byte[] instances(int functions, int names) {
        ByteArrayOutputStream core = new ByteArrayOutputStream();
        core.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(core, 1, bytes(1, 0x60, 0, 0));
        section(core, 3, bytes(1, 0));
        section(core, 7, bytes(1, 1, 'f', 0, 0));
        section(core, 10, bytes(1, 2, 0, 0x0b));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        section(all, 1, core.toByteArray());
        section(all, 2, bytes(1, 0, 0, 0));
        section(all, 6, bytes(1, 0, 0, 1, 0, 1, 'f'));
        section(all, 7, bytes(1, 0x40, 0, 1, 0));
        section(all, 8, bytes(1, 0, 0, 0, 0, 0));
        ByteArrayOutputStream instance = new ByteArrayOutputStream();
        instance.writeBytes(bytes(1, 1));
        u32(instance, functions);
        for (int i = 0; i < functions; i++) {
            name(instance, "f" + i);
            instance.writeBytes(bytes(1, 0));
        }
        section(all, 5, instance.toByteArray());
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        u32(exports, names);
        for (int i = 0; i < names; i++) {
            name(exports, "a:b/i" + i);
            exports.writeBytes(bytes(5, 0, 0));
        }
        section(all, 11, exports.toByteArray());
        return all.toByteArray();
    }

    /** Imports so many instances of one type with so many functions. */
    public static byte[] imports(int functions, int names) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        type.writeBytes(bytes(1, 0x42));
        u32(type, functions + 1);
        type.writeBytes(bytes(1, 0x40, 0, 1, 0));
        for (int i = 0; i < functions; i++) {
            type.write(4);
            name(type, "f" + i);
            type.writeBytes(bytes(1, 0));
        }
        section(all, 7, type.toByteArray());
        ByteArrayOutputStream imports = new ByteArrayOutputStream();
        u32(imports, names);
        for (int i = 0; i < names; i++) {
            name(imports, "a:b/i" + i);
            imports.writeBytes(bytes(5, 0));
        }
        section(all, 10, imports.toByteArray());
        return all.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name) {
        out.write(0);
        u32(out, name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    static void section(ByteArrayOutputStream all, int id, byte[] contents) {
        all.write(id);
        u32(all, contents.length);
        all.writeBytes(contents);
    }

    private static void u32(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] bytes(int... all) {
        byte[] bytes = new byte[all.length];
        for (int i = 0; i < all.length; i++) {
            bytes[i] = (byte) all[i];
        }
        return bytes;
    }
}
