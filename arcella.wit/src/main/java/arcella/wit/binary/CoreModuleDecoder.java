package arcella.wit.binary;

import java.util.ArrayList;
import java.util.List;

import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreModule;
import arcella.wit.component.CoreSort;
import arcella.wit.component.CoreTypeDef;

/**
 * Decodes of a core module what component validation needs: types, imports, exports and the types of its definitions.
 * Code, data and elements are skipped by their sizes; a core validator reads those.
 *
 * <p>Stateless; safe to use from several threads.
 */
public final class CoreModuleDecoder {

    /** Where a section may stand: the tag section comes before globals, the data count before code. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private final Reader in;
    private final CoreTypeReader typeReader;
    private final List<CoreTypeDef.Rec> types = new ArrayList<>();
    private final List<CoreModule.Import> imports = new ArrayList<>();
    private final List<CoreExternDesc.Func> functions = new ArrayList<>();
    private final List<CoreExternDesc.Table> tables = new ArrayList<>();
    private final List<CoreExternDesc.Memory> memories = new ArrayList<>();
    private final List<CoreExternDesc.Global> globals = new ArrayList<>();
    private final List<CoreExternDesc.Tag> tags = new ArrayList<>();
    private final List<CoreModule.Export> exports = new ArrayList<>();

    private CoreModuleDecoder(Reader in) {
        this.in = in;
        this.typeReader = new CoreTypeReader(in);
    }

    /**
     * Decodes one core module.
     *
     * @throws ComponentException if what is read is malformed
     */
    public static CoreModule decode(ByteSlice bytes) {
        if (BinaryKind.of(bytes) != BinaryKind.CORE_MODULE) {
            throw ComponentException.malformed("expected a version header for a module", bytes.offset());
        }
        Reader in = new Reader(bytes);
        in.skip(BinaryKind.PREAMBLE);
        CoreModuleDecoder decoder = new CoreModuleDecoder(in);
        int last = 0;
        while (!in.atEnd()) {
            last = decoder.section(last);
        }
        return new CoreModule(decoder.types, decoder.imports, decoder.functions, decoder.tables, decoder.memories,
                decoder.globals, decoder.tags, decoder.exports, bytes);
    }

    private int section(int last) {
        int at = in.position();
        int id = in.u8();
        if (id >= ORDER.length) {
            throw ComponentException.malformed("malformed section id: " + id, at);
        }
        ByteSlice contents = in.sized();
        if (id == 0) {
            new Reader(contents).name();
            return last;
        }
        if (ORDER[id] <= last) {
            throw ComponentException.malformed("section out of order", at);
        }
        if (id != 8 && id != 9 && id != 10 && id != 11 && id != 12) {
            int outer = in.enter(contents);
            int count = in.count(1);
            for (int i = 0; i < count; i++) {
                entry(id);
            }
            if (!in.atEnd()) {
                throw ComponentException.malformed(
                        "section size mismatch: unexpected data at the end of the section", in.position());
            }
            in.leave(outer);
        }
        return ORDER[id];
    }

    private void entry(int section) {
        int at = in.position();
        switch (section) {
            case 1 -> types.add(typeReader.recursiveType());
            case 2 -> {
                String module = in.name();
                String name = in.name();
                imports.add(new CoreModule.Import(module, name, typeReader.externType(), at));
            }
            case 3 -> functions.add(new CoreExternDesc.Func(in.u32()));
            case 4 -> tables.add(table());
            case 5 -> memories.add(typeReader.memoryType());
            case 6 -> {
                globals.add(typeReader.globalType());
                constantExpression();
            }
            case 7 -> exports.add(export(at));
            case 13 -> tags.add(typeReader.tagType());
            default -> throw new IllegalStateException("section " + section + " is skipped");
        }
    }

    private CoreExternDesc.Table table() {
        if (in.peek() != 0x40) {
            return typeReader.tableType();
        }
        in.u8();
        if (in.u8() != 0) {
            throw in.leadingByte("table with an initial value");
        }
        CoreExternDesc.Table table = typeReader.tableType();
        constantExpression();
        return table;
    }

    private CoreModule.Export export(int at) {
        String name = in.name();
        CoreSort sort = switch (in.u8()) {
            case 0x00 -> CoreSort.FUNC;
            case 0x01 -> CoreSort.TABLE;
            case 0x02 -> CoreSort.MEMORY;
            case 0x03 -> CoreSort.GLOBAL;
            case 0x04 -> CoreSort.TAG;
            default -> throw in.leadingByte("external kind");
        };
        return new CoreModule.Export(name, sort, in.u32(), at);
    }

    /** Skips a constant expression; its types are for a core validator. */
    private void constantExpression() {
        while (true) {
            int opcode = in.u8();
            switch (opcode) {
                case 0x0b -> {
                    return;
                }
                case 0x41 -> in.signed(32);
                case 0x42 -> in.signed(64);
                case 0x43 -> in.skip(4);
                case 0x44 -> in.skip(8);
                case 0x23, 0xd2 -> in.u32();
                case 0xd0 -> in.s33();
                case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> { }
                case 0xfb -> garbageCollected();
                case 0xfd -> {
                    if (in.u32() != 12) {
                        throw in.leadingByte("constant expression");
                    }
                    in.skip(16);
                }
                default -> throw in.leadingByte("constant expression");
            }
        }
    }

    private void garbageCollected() {
        switch (in.u32()) {
            case 0, 1, 6, 7 -> in.u32();
            case 8 -> {
                in.u32();
                in.u32();
            }
            case 26, 27, 28 -> { }
            default -> throw in.leadingByte("constant expression");
        }
    }
}
