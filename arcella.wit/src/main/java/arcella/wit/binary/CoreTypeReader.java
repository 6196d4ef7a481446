package arcella.wit.binary;

import java.util.List;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;

/** The core type grammar: value, composite, recursive and module types, limits and externtypes. */
final class CoreTypeReader {

    private final Reader in;

    CoreTypeReader(Reader in) {
        this.in = in;
    }

    CoreValType valueType() {
        int opcode = in.u8();
        return switch (opcode) {
            case 0x7f -> CoreValType.Num.I32;
            case 0x7e -> CoreValType.Num.I64;
            case 0x7d -> CoreValType.Num.F32;
            case 0x7c -> CoreValType.Num.F64;
            case 0x7b -> CoreValType.Num.V128;
            case 0x70 -> CoreValType.FUNCREF;
            case 0x6f -> CoreValType.EXTERNREF;
            case 0x64 -> new CoreValType.Ref(false, heapType());
            case 0x63 -> new CoreValType.Ref(true, heapType());
            case 0x65 -> new CoreValType.Ref(true, sharedHeap());
            default -> {
                CoreValType.AbstractHeap.Kind kind = abstractHeap(opcode);
                if (kind == null) {
                    throw in.leadingByte("core value type");
                }
                yield new CoreValType.Ref(true, new CoreValType.AbstractHeap(kind, false));
            }
        };
    }

    CoreValType.Ref refType() {
        int at = in.position();
        if (valueType() instanceof CoreValType.Ref ref) {
            return ref;
        }
        throw ComponentException.malformed("malformed reference type", at);
    }

    private CoreValType.Heap heapType() {
        int at = in.position();
        int first = in.peek();
        if (first == 0x65) {
            in.u8();
            return sharedHeap();
        }
        CoreValType.AbstractHeap.Kind kind = abstractHeap(first);
        if (kind != null) {
            in.u8();
            return new CoreValType.AbstractHeap(kind, false);
        }
        long index = in.s33();
        if (index < 0) {
            throw ComponentException.malformed("malformed heap type", at);
        }
        return new CoreValType.ConcreteHeap((int) index);
    }

    private CoreValType.Heap sharedHeap() {
        CoreValType.AbstractHeap.Kind kind = abstractHeap(in.u8());
        if (kind == null) {
            throw in.leadingByte("shared heap type");
        }
        return new CoreValType.AbstractHeap(kind, true);
    }

    private static CoreValType.AbstractHeap.@Nullable Kind abstractHeap(int opcode) {
        for (CoreValType.AbstractHeap.Kind kind : CoreValType.AbstractHeap.Kind.values()) {
            if (kind.opcode() == opcode) {
                return kind;
            }
        }
        return null;
    }

    /** A recursion group as modules write it, where a bare 0x50 is a subtype. */
    CoreTypeDef.Rec recursiveType() {
        if (in.peek() == 0x4e) {
            in.u8();
            return new CoreTypeDef.Rec(in.vector(2, this::subType));
        }
        return new CoreTypeDef.Rec(List.of(subType()));
    }

    /** A core type as components write it: 0x50 is a module type, and a subtype takes a 0x00 before it. */
    CoreTypeDef coreType() {
        int first = in.peek();
        if (first == 0x50) {
            in.u8();
            return new CoreTypeDef.Module(in.vector(2, this::moduleDeclaration));
        }
        if (first == 0x00) {
            in.u8();
            if (in.peek() != 0x50) {
                in.u8();
                throw in.leadingByte("non-final subtype");
            }
            return new CoreTypeDef.Rec(List.of(subType()));
        }
        return recursiveType();
    }

    private CoreTypeDef.Sub subType() {
        int opcode = in.u8();
        boolean open = opcode == 0x50;
        List<Integer> supertypes = List.of();
        if (open || opcode == 0x4f) {
            supertypes = in.vector(1, in::u32);
            opcode = in.u8();
        }
        boolean shared = opcode == 0x65;
        if (shared) {
            opcode = in.u8();
        }
        return new CoreTypeDef.Sub(!open, supertypes, shared, compositeType(opcode));
    }

    private CoreTypeDef.Comp compositeType(int opcode) {
        return switch (opcode) {
            case 0x60 -> functionType();
            case 0x5f -> new CoreTypeDef.Struct(in.vector(2, this::field));
            case 0x5e -> new CoreTypeDef.Array(field());
            default -> throw in.leadingByte("core type");
        };
    }

    private CoreTypeDef.Func functionType() {
        List<CoreValType> params = in.vector(1, this::valueType);
        return new CoreTypeDef.Func(params, in.vector(1, this::valueType));
    }

    private CoreTypeDef.StorageField field() {
        CoreTypeDef.Storage storage = switch (in.peek()) {
            case 0x78 -> {
                in.u8();
                yield CoreTypeDef.Packed.I8;
            }
            case 0x77 -> {
                in.u8();
                yield CoreTypeDef.Packed.I16;
            }
            default -> new CoreTypeDef.Unpacked(valueType());
        };
        return new CoreTypeDef.StorageField(storage, in.bool());
    }

    private CoreTypeDef.Decl moduleDeclaration() {
        int at = in.position();
        switch (in.u8()) {
            case 0x00 -> {
                String module = in.name();
                String name = in.name();
                return new CoreTypeDef.ImportDecl(module, name, externType(), at);
            }
            case 0x01 -> {
                return new CoreTypeDef.TypeDecl(recursiveType(), at);
            }
            case 0x02 -> {
                if (in.u8() != 0x10) {
                    throw in.leadingByte("outer alias kind");
                }
                if (in.u8() != 0x01) {
                    throw in.leadingByte("outer alias target");
                }
                int count = in.u32();
                return new CoreTypeDef.AliasDecl(count, in.u32(), at);
            }
            case 0x03 -> {
                String name = in.name();
                return new CoreTypeDef.ExportDecl(name, externType(), at);
            }
            default -> throw in.leadingByte("type definition");
        }
    }

    CoreExternDesc externType() {
        return switch (in.u8()) {
            case 0x00 -> new CoreExternDesc.Func(in.u32());
            case 0x01 -> tableType();
            case 0x02 -> memoryType();
            case 0x03 -> globalType();
            case 0x04 -> tagType();
            default -> throw in.leadingByte("external kind");
        };
    }

    CoreExternDesc.Table tableType() {
        CoreValType.Ref element = refType();
        int flags = in.u8();
        if ((flags & ~7) != 0) {
            throw in.leadingByte("table limits");
        }
        return new CoreExternDesc.Table(element, limits(flags));
    }

    CoreExternDesc.Memory memoryType() {
        int flags = in.u8();
        if ((flags & ~15) != 0) {
            throw in.leadingByte("memory limits");
        }
        CoreExternDesc.Limits limits = limits(flags);
        int pageSizeLog2 = 16;
        if ((flags & 8) != 0) {
            int at = in.position();
            pageSizeLog2 = in.u32();
            if (pageSizeLog2 != 0 && pageSizeLog2 != 16) {
                throw ComponentException.malformed("invalid custom page size", at);
            }
        }
        return new CoreExternDesc.Memory(limits, pageSizeLog2);
    }

    private CoreExternDesc.Limits limits(int flags) {
        boolean is64 = (flags & 4) != 0;
        long minimum = is64 ? in.u64() : Integer.toUnsignedLong(in.u32());
        OptionalLong maximum = (flags & 1) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(is64 ? in.u64() : Integer.toUnsignedLong(in.u32()));
        return new CoreExternDesc.Limits(minimum, maximum, (flags & 2) != 0, is64);
    }

    CoreExternDesc.Global globalType() {
        CoreValType type = valueType();
        int flags = in.u8();
        if ((flags & ~3) != 0) {
            throw in.leadingByte("global mutability");
        }
        return new CoreExternDesc.Global(type, (flags & 1) != 0, (flags & 2) != 0);
    }

    CoreExternDesc.Tag tagType() {
        if (in.u8() != 0) {
            throw in.leadingByte("tag attribute");
        }
        return new CoreExternDesc.Tag(in.u32());
    }
}
