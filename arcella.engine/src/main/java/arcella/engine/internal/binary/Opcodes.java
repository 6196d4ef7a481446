package arcella.engine.internal.binary;

import java.util.Optional;

/** The instructions that this engine runs, and the shape of what follows each opcode (core specification, 5.4). */
public final class Opcodes {

    /** {@code unreachable}. */
    public static final int UNREACHABLE = 0x00;
    /** {@code block}. */
    public static final int BLOCK = 0x02;
    /** {@code loop}. */
    public static final int LOOP = 0x03;
    /** {@code if}. */
    public static final int IF = 0x04;
    /** {@code else}. */
    public static final int ELSE = 0x05;
    /** {@code throw}. */
    public static final int THROW = 0x08;
    /** {@code throw_ref}. */
    public static final int THROW_REF = 0x0A;
    /** {@code end}. */
    public static final int END = 0x0B;
    /** {@code br}. */
    public static final int BR = 0x0C;
    /** {@code br_if}. */
    public static final int BR_IF = 0x0D;
    /** {@code br_table}. */
    public static final int BR_TABLE = 0x0E;
    /** {@code return}. */
    public static final int RETURN = 0x0F;
    /** {@code call}. */
    public static final int CALL = 0x10;
    /** {@code call_indirect}. */
    public static final int CALL_INDIRECT = 0x11;
    /** {@code return_call}. */
    public static final int RETURN_CALL = 0x12;
    /** {@code return_call_indirect}. */
    public static final int RETURN_CALL_INDIRECT = 0x13;
    /** {@code try_table}. */
    public static final int TRY_TABLE = 0x1F;
    /** {@code local.get}. */
    public static final int LOCAL_GET = 0x20;
    /** {@code local.set}. */
    public static final int LOCAL_SET = 0x21;
    /** {@code local.tee}. */
    public static final int LOCAL_TEE = 0x22;
    /** {@code global.get}. */
    public static final int GLOBAL_GET = 0x23;
    /** {@code global.set}. */
    public static final int GLOBAL_SET = 0x24;
    /** {@code i32.const}. */
    public static final int I32_CONST = 0x41;
    /** {@code i64.const}. */
    public static final int I64_CONST = 0x42;
    /** {@code ref.func}. */
    public static final int REF_FUNC = 0xD2;

    /** What follows an opcode. */
    public enum Shape {
        /** Nothing. */
        NONE,
        /** A block type. */
        BLOCK_TYPE,
        /** A block type and catch clauses. */
        TRY_TABLE,
        /** One index or count. */
        INDEX,
        /** Two indices. */
        TWO_INDICES,
        /** A type index and a table index. */
        INDIRECT,
        /** A vector of labels and one label more. */
        BR_TABLE,
        /** A memory access. */
        MEMORY,
        /** A vector of value types. */
        TYPES,
        /** A heap type. */
        HEAP_TYPE,
        /** A signed 32-bit number. */
        S32,
        /** A signed 64-bit number. */
        S64,
        /** Four bytes. */
        F32,
        /** Eight bytes. */
        F64,
        /** One byte that must be zero. */
        ZERO
    }

    private Opcodes() {}

    /** The shape of a one-byte opcode; empty for what this engine does not know. */
    public static Optional<Shape> shape(int opcode) {
        if (opcode >= 0x45 && opcode <= 0xC4) {
            return Optional.of(Shape.NONE);
        } else if (opcode >= 0x28 && opcode <= 0x3E) {
            return Optional.of(Shape.MEMORY);
        }
        return Optional.ofNullable(switch (opcode) {
            case 0x00, 0x01, ELSE, THROW_REF, END, RETURN, 0x1A, 0x1B, 0xD1 -> Shape.NONE;
            case BLOCK, LOOP, IF -> Shape.BLOCK_TYPE;
            case THROW, BR, BR_IF, CALL, RETURN_CALL, LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET, 0x25,
                    0x26, 0x3F, 0x40, REF_FUNC -> Shape.INDEX;
            case BR_TABLE -> Shape.BR_TABLE;
            case CALL_INDIRECT, RETURN_CALL_INDIRECT -> Shape.INDIRECT;
            case 0x1C -> Shape.TYPES;
            case TRY_TABLE -> Shape.TRY_TABLE;
            case I32_CONST -> Shape.S32;
            case I64_CONST -> Shape.S64;
            case 0x43 -> Shape.F32;
            case 0x44 -> Shape.F64;
            case 0xD0 -> Shape.HEAP_TYPE;
            default -> null;
        });
    }

    /** The shape of an opcode after the prefix {@code fc}. */
    public static Optional<Shape> numericShape(int opcode) {
        return Optional.ofNullable(switch (opcode) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> Shape.NONE;
            case 8, 10, 12, 14 -> Shape.TWO_INDICES;
            case 9, 11, 13, 15, 16, 17 -> Shape.INDEX;
            default -> null;
        });
    }

    /** The shape of an opcode after the prefix {@code fe}, which works on memories of one thread too. */
    public static Optional<Shape> atomicShape(int opcode) {
        if (opcode >= 0 && opcode <= 2 || opcode >= 0x10 && opcode <= 0x4E) {
            return Optional.of(Shape.MEMORY);
        }
        return opcode == 3 ? Optional.of(Shape.ZERO) : Optional.empty();
    }

    /** The name of the proposal that an opcode belongs to, for those that this engine does not run. */
    public static Optional<String> unsupportedFeature(int opcode) {
        return Optional.ofNullable(switch (opcode) {
            case 0xFD -> "SIMD";
            case 0xFB -> "garbage-collected types";
            case 0x14, 0x15, 0xD3, 0xD4, 0xD5, 0xD6 -> "typed function references";
            case 0x06, 0x07, 0x09, 0x18, 0x19 -> "the old form of exception handling";
            default -> null;
        });
    }
}
