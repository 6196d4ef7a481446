package arcella.engine.core;

import java.io.ByteArrayOutputStream;
import java.util.List;

import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreModule;

/**
 * Works around the engine library's parser, which takes a function import for damaged if both its names are empty. The
 * core specification allows such names, and component tests use them.
 */
final class NamelessImports {

    private static final int PREAMBLE = 8;
    private static final int IMPORT_SECTION = 2;

    private NamelessImports() {}

    /** The module with a name given to its nameless function import; the bytes as they are if it has none. */
    static byte[] named(ByteSlice module) {
        List<CoreModule.Import> imports = CoreModuleDecoder.decode(module).imports();
        for (CoreModule.Import wanted : imports) {
            if (wanted.desc() instanceof CoreExternDesc.Func && wanted.module().isEmpty() && wanted.name().isEmpty()) {
                return insertName(module.toByteArray(), wanted.offset() - module.offset());
            }
        }
        return module.toByteArray();
    }

    /** The decoder has been through these bytes, so that sections and sizes are known to be there. */
    private static byte[] insertName(byte[] bytes, int importAt) {
        int at = PREAMBLE;
        while (bytes[at] != IMPORT_SECTION) {
            int[] size = leb(bytes, at + 1);
            at = size[1] + size[0];
        }
        int[] size = leb(bytes, at + 1);
        // Validation does not look at names, so it does not matter should another import have this one.
        byte[] name = {'-'};
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 8);
        out.write(bytes, 0, at + 1);
        int afterModuleName = leb(bytes, importAt)[1];
        int afterName = leb(bytes, afterModuleName)[1];
        writeLeb(out, size[0] - (afterName - afterModuleName) + 1 + name.length);
        out.write(bytes, size[1], afterModuleName - size[1]);
        out.write(name.length);
        out.writeBytes(name);
        out.write(bytes, afterName, bytes.length - afterName);
        return out.toByteArray();
    }

    /** The number at {@code at} and where the byte after it is. */
    private static int[] leb(byte[] bytes, int at) {
        int value = 0;
        int position = at;
        for (int shift = 0;; shift += 7) {
            byte next = bytes[position++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return new int[] {value, position};
            }
        }
    }

    private static void writeLeb(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
