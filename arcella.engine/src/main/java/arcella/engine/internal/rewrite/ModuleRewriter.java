package arcella.engine.internal.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;
import arcella.engine.internal.binary.BinaryReader;
import arcella.engine.internal.binary.BinaryWriter;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.engine.internal.binary.ModuleLayout.Span;
import arcella.engine.internal.binary.Opcodes;

/**
 * Writes a core module anew: with the canonical type section, and with code that counts.
 *
 * <p>What the pass adds lies behind the module's own things in each index space, so that no index of the module's
 * changes: the fuel global ({@code mut i64}) and the depth global ({@code mut i32}) behind its globals, the flush
 * function behind its functions, two or three locals behind each function's locals. The decoder has made sure that the
 * module itself does not reach behind its ends.
 *
 * <p>Custom sections are left out; nothing behind the pass reads them.
 */
public final class ModuleRewriter {

    private static final int FUNCTION = 0;
    private static final int TAG = 4;
    private static final List<Integer> ORDER = List.of(1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11);

    private final ModuleLayout module;
    private final CanonicalTypes types;
    private final Metering metering;
    private final int[] mapping;

    private ModuleRewriter(ModuleLayout module, CanonicalTypes types, Metering metering) {
        this.module = module;
        this.types = types;
        this.metering = metering;
        this.mapping = types.mapping(module);
    }

    /** The module with these types, counting what {@code metering} asks for. */
    public static byte[] rewrite(ModuleLayout module, CanonicalTypes types, Metering metering) {
        return new ModuleRewriter(module, types, metering).run();
    }

    private byte[] run() {
        BinaryWriter out = new BinaryWriter(module.bytes().length + module.bytes().length / 4);
        out.raw(module.bytes(), 0, 8);
        for (int id : ORDER) {
            section(id).ifPresent(content -> out.u8(id).sized(content));
        }
        return out.toArray();
    }

    /**
     * The module with function bodies that only trap, but for those to {@code keep}, by index in the function index
     * space: what is needed to instantiate a module whose code is compiled elsewhere, and reads in no time.
     */
    public static byte[] strip(ModuleLayout module, Set<Integer> keep) {
        BinaryWriter out = new BinaryWriter(module.bytes().length / 2);
        out.raw(module.bytes(), 0, 8);
        for (int id : ORDER) {
            module.section(id).ifPresent(span -> {
                if (id == 10) {
                    out.u8(id).sized(strippedCode(module, keep));
                } else {
                    out.u8(id).u32(span.end() - span.start()).raw(module.bytes(), span.start(), span.end());
                }
            });
        }
        return out.toArray();
    }

    private static BinaryWriter strippedCode(ModuleLayout module, Set<Integer> keep) {
        int count = module.functionTypes().length;
        BinaryWriter code = new BinaryWriter(4 * count);
        code.u32(count);
        for (int i = 0; i < count; i++) {
            if (keep.contains(module.importedFunctionTypes().length + i)) {
                int start = module.bodies()[2 * i];
                int end = module.bodies()[2 * i + 1];
                code.u32(end - start).raw(module.bytes(), start, end);
            } else {
                code.u8(3).u8(0).u8(Opcodes.UNREACHABLE).u8(Opcodes.END);
            }
        }
        return code;
    }

    private Optional<BinaryWriter> section(int id) {
        Optional<Span> old = module.section(id);
        return switch (id) {
            case 1 -> types.types().isEmpty() ? Optional.empty() : Optional.of(types());
            case 2 -> old.map(this::imports);
            case 3 -> old.isPresent() || metering.fuel() ? Optional.of(functions()) : Optional.empty();
            case 13 -> old.map(span -> tags());
            case 6 -> old.isPresent() || metering.fuel() || metering.callDepth()
                    ? Optional.of(globals(old)) : Optional.empty();
            case 10 -> old.isPresent() || metering.fuel() ? Optional.of(code()) : Optional.empty();
            default -> old.map(span -> new BinaryWriter(span.end() - span.start())
                    .raw(module.bytes(), span.start(), span.end()));
        };
    }

    private BinaryWriter types() {
        List<CoreFunctionType> all = types.types();
        BinaryWriter out = new BinaryWriter(8 * all.size());
        out.u32(all.size());
        for (CoreFunctionType type : all) {
            out.u8(0x60);
            values(out, type.params());
            values(out, type.results());
        }
        return out;
    }

    private static void values(BinaryWriter out, List<CoreValueType> values) {
        out.u32(values.size());
        values.forEach(value -> out.u8(code(value)));
    }

    static int code(CoreValueType type) {
        return switch (type) {
            case I32 -> 0x7F;
            case I64 -> 0x7E;
            case F32 -> 0x7D;
            case F64 -> 0x7C;
            case FUNCREF -> 0x70;
            case EXTERNREF -> 0x6F;
            case EXNREF -> 0x69;
        };
    }

    /**
     * Each import gets its number for a name: the engine library finds imports by name, which may be there twice, and
     * does not like empty names.
     */
    private BinaryWriter imports(Span old) {
        BinaryWriter out = new BinaryWriter(old.end() - old.start());
        int[] at = module.importAt();
        out.u32(at.length / 2);
        for (int i = 0; i < at.length; i += 2) {
            out.name("").name(Integer.toString(i / 2));
            BinaryReader in = new BinaryReader(module.bytes(), at[i], at[i + 1]);
            switch (in.u8()) {
                case FUNCTION -> out.u8(FUNCTION).u32(mapping[in.index()]);
                case TAG -> out.u8(TAG).u8(in.u8()).u32(mapping[in.index()]);
                default -> out.raw(module.bytes(), at[i], at[i + 1]);
            }
        }
        return out;
    }

    private BinaryWriter functions() {
        int[] own = module.functionTypes();
        BinaryWriter out = new BinaryWriter(2 * own.length + 8);
        out.u32(own.length + (metering.fuel() ? 1 : 0));
        for (int type : own) {
            out.u32(mapping[type]);
        }
        if (metering.fuel()) {
            out.u32(types.index(CanonicalTypes.FLUSH));
        }
        return out;
    }

    private BinaryWriter tags() {
        int[] own = module.tagTypes();
        BinaryWriter out = new BinaryWriter(2 * own.length + 4);
        out.u32(own.length);
        for (int type : own) {
            out.u8(0).u32(mapping[type]);
        }
        return out;
    }

    private BinaryWriter globals(Optional<Span> old) {
        BinaryWriter out = new BinaryWriter(64);
        int more = (metering.fuel() ? 1 : 0) + (metering.callDepth() ? 1 : 0);
        if (old.isPresent()) {
            BinaryReader in = new BinaryReader(module.bytes(), old.get().start(), old.get().end());
            out.u32((long) in.index() + more).raw(module.bytes(), in.position(), old.get().end());
        } else {
            out.u32(more);
        }
        if (metering.fuel()) {
            out.u8(code(CoreValueType.I64)).u8(1).u8(Opcodes.I64_CONST).signed(0).u8(Opcodes.END);
        }
        if (metering.callDepth()) {
            out.u8(code(CoreValueType.I32)).u8(1).u8(Opcodes.I32_CONST).signed(0).u8(Opcodes.END);
        }
        return out;
    }

    private BinaryWriter code() {
        int count = module.functionTypes().length;
        BinaryWriter out = new BinaryWriter(module.bytes().length);
        out.u32(count + (metering.fuel() ? 1 : 0));
        FunctionRewriter functions = new FunctionRewriter(module, types, mapping, metering);
        for (int i = 0; i < count; i++) {
            out.sized(functions.rewrite(i));
        }
        if (metering.fuel()) {
            out.sized(functions.flush());
        }
        return out;
    }
}
