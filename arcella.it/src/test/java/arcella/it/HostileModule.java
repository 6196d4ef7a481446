package arcella.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Modules of 50 MB each, which are made to cost whoever reads them as much as possible. */
enum HostileModule {

    /** A core module whose first section says that it holds four thousand million types. */
    HUGE_VECTOR {
        @Override
        byte[] content() {
            return section(CORE, 1, body(new byte[] {-1, -1, -1, -1, 0x0F}, new byte[] {0x60, 0, 0}, ""));
        }
    },
    /** A core module of nothing but function types. */
    CORE_TYPES {
        @Override
        byte[] content() {
            return section(CORE, 1, body(BigModule.number(BYTES / 3).toByteArray(), new byte[] {0x60, 0, 0}, ""));
        }
    },
    /** A component of nothing but types of records, one field each. */
    COMPONENT_TYPES {
        @Override
        byte[] content() {
            byte[] record = {0x72, 1, 1, 'a', 0x79};
            return section(COMPONENT, 7, body(BigModule.number(BYTES / record.length).toByteArray(), record, ""));
        }
    },
    /** A component of nothing but imports with names of their own. */
    IMPORTS {
        @Override
        byte[] content() {
            ByteArrayOutputStream imports = new ByteArrayOutputStream();
            int count = 4_000_000;
            imports.writeBytes(BigModule.number(count).toByteArray());
            for (int i = 0; i < count; i++) {
                String name = "a" + Integer.toString(1_000_000 + i);
                imports.write(0);
                imports.write(name.length());
                imports.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                // A resource type, of which nothing is known.
                imports.writeBytes(new byte[] {3, 1});
            }
            return section(COMPONENT, 10, imports.toByteArray());
        }
    },
    /** A component in a component in a component. */
    NESTED_COMPONENTS {
        @Override
        byte[] content() {
            byte[] inner = COMPONENT;
            int levels = 4_000_000;
            ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES);
            // The sizes are wrong but for the outermost: who believes in them has gone far by then.
            for (int i = 0; i < levels; i++) {
                out.writeBytes(inner);
                out.write(4);
                out.writeBytes(BigModule.number(BYTES - out.size() - 5).toByteArray());
            }
            return Arrays.copyOf(out.toByteArray(), BYTES);
        }
    },
    /** A core module with one function of blocks in blocks. */
    NESTED_BLOCKS {
        @Override
        byte[] content() {
            return function(new byte[] {2, 0x40}, "");
        }
    },
    /** A core module with one function of constants that are dropped: valid, and huge as objects. */
    HUGE_FUNCTION {
        @Override
        byte[] content() {
            return function(new byte[] {0x41, 1, 0x1A}, "end");
        }
    };

    static final int BYTES = 50_000_000;

    private static final byte[] CORE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 0x0D, 0, 1, 0};

    abstract byte[] content();

    Path write(Path folder) throws IOException {
        return Files.write(folder.resolve(name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".wasm"), content());
    }

    /** So many times the same, behind something. */
    private static byte[] body(byte[] first, byte[] each, String last) {
        byte[] end = last.isEmpty() ? new byte[0] : new byte[] {0x0B};
        int times = BYTES / each.length;
        byte[] all = Arrays.copyOf(first, first.length + times * each.length + end.length);
        for (int i = 0; i < times; i++) {
            System.arraycopy(each, 0, all, first.length + i * each.length, each.length);
        }
        System.arraycopy(end, 0, all, all.length - end.length, end.length);
        return all;
    }

    private static byte[] function(byte[] each, String last) {
        byte[] types = section(CORE, 1, new byte[] {1, 0x60, 0, 0});
        byte[] functions = section(types, 3, new byte[] {1, 0});
        byte[] code = body(new byte[] {0}, each, last);
        byte[] sized = section(new byte[] {1}, -1, code);
        return section(functions, 10, sized);
    }

    /** What comes before, and then a section; without a number where only the size is wanted. */
    private static byte[] section(byte[] before, int id, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
        out.writeBytes(before);
        if (id >= 0) {
            out.write(id);
        }
        out.writeBytes(BigModule.number(content.length).toByteArray());
        out.writeBytes(content);
        return out.toByteArray();
    }
}
