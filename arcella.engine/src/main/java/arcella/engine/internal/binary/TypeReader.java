package arcella.engine.internal.binary;

import java.util.ArrayList;
import java.util.List;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;

/** Reads types (core specification, 5.3), as far as this engine runs them. */
final class TypeReader {

    private TypeReader() {}

    static CoreValueType value(BinaryReader in) {
        int at = in.position();
        int b = in.u8();
        return switch (b) {
            case 0x7F -> CoreValueType.I32;
            case 0x7E -> CoreValueType.I64;
            case 0x7D -> CoreValueType.F32;
            case 0x7C -> CoreValueType.F64;
            case 0x70 -> CoreValueType.FUNCREF;
            case 0x6F -> CoreValueType.EXTERNREF;
            case 0x69 -> CoreValueType.EXNREF;
            case 0x7B -> throw InstructionReader.unsupported("SIMD", at);
            case 0x63, 0x64 -> nullable(in, b, at);
            case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73, 0x74 ->
                    throw InstructionReader.unsupported("garbage-collected types", at);
            default -> throw BinaryReader.malformed(at, "malformed value type " + Integer.toHexString(b));
        };
    }

    /** The long form of a nullable abstract reference is the same type as the short form. */
    private static CoreValueType nullable(BinaryReader in, int form, int at) {
        if (form == 0x64) {
            throw InstructionReader.unsupported("typed function references", at);
        }
        return heap(in);
    }

    static CoreValueType heap(BinaryReader in) {
        int at = in.position();
        long type = in.signed(33);
        if (type == -0x10) {
            return CoreValueType.FUNCREF;
        } else if (type == -0x11) {
            return CoreValueType.EXTERNREF;
        } else if (type == -0x17) {
            return CoreValueType.EXNREF;
        }
        throw InstructionReader.unsupported(type >= 0 ? "typed function references" : "garbage-collected types", at);
    }

    static CoreFunctionType function(BinaryReader in) {
        int at = in.position();
        int form = in.u8();
        if (form == 0x4E || form == 0x4F || form == 0x50 || form == 0x5E || form == 0x5F) {
            throw InstructionReader.unsupported("garbage-collected types", at);
        } else if (form != 0x60) {
            throw BinaryReader.malformed(at, "malformed function type");
        }
        return new CoreFunctionType(values(in), values(in));
    }

    private static List<CoreValueType> values(BinaryReader in) {
        int count = in.count("types");
        List<CoreValueType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(value(in));
        }
        return types;
    }
}
