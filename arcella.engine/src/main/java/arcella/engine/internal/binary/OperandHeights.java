package arcella.engine.internal.binary;

import java.util.Arrays;

import arcella.engine.core.CoreFunctionType;

/**
 * Finds out how many operands a function holds at most. Java takes 65 535 slots in a method's operand stack, and the
 * class writer does not notice when there are more.
 *
 * <p>The number is exact for reachable code of a valid function, and some number for all else.
 */
public final class OperandHeights {

    private final ModuleLayout module;
    private int[] entries = new int[64];
    private int[] params = new int[64];
    private int[] results = new int[64];
    private int depth;
    private int height;

    private OperandHeights(ModuleLayout module) {
        this.module = module;
    }

    /** The most operands of one of the module's own functions, counted from 0 without imports. */
    public static int most(ModuleLayout module, int function) {
        return new OperandHeights(module).walk(function);
    }

    private int walk(int function) {
        int start = module.bodies()[2 * function];
        int end = module.bodies()[2 * function + 1];
        BinaryReader in = new BinaryReader(module.bytes(), start, end);
        for (int groups = in.index(); groups > 0; groups--) {
            in.u32();
            TypeReader.value(in);
        }
        InstructionReader reader = new InstructionReader(module.bytes(), in.position(), end);
        open(0, module.types().get(module.functionTypes()[function]).results().size());
        int most = 0;
        while (depth > 0 && reader.next()) {
            step(reader);
            most = Math.max(most, height);
        }
        return most;
    }

    private void open(int blockParams, int blockResults) {
        if (depth == entries.length) {
            entries = Arrays.copyOf(entries, 2 * depth);
            params = Arrays.copyOf(params, 2 * depth);
            results = Arrays.copyOf(results, 2 * depth);
        }
        entries[depth] = Math.max(0, height - blockParams);
        params[depth] = blockParams;
        results[depth++] = blockResults;
    }

    private void step(InstructionReader reader) {
        int opcode = reader.opcode();
        switch (opcode) {
            case Opcodes.BLOCK, Opcodes.LOOP, Opcodes.TRY_TABLE -> block(reader);
            case Opcodes.IF -> {
                change(-1);
                block(reader);
            }
            case Opcodes.ELSE -> height = entries[depth - 1] + params[depth - 1];
            case Opcodes.END -> {
                depth--;
                height = entries[depth] + results[depth];
            }
            case Opcodes.UNREACHABLE, Opcodes.BR, Opcodes.BR_TABLE, Opcodes.RETURN, Opcodes.THROW, Opcodes.THROW_REF,
                    Opcodes.RETURN_CALL, Opcodes.RETURN_CALL_INDIRECT -> height = entries[depth - 1];
            case Opcodes.CALL -> call(module.functionType(reader.immediate()));
            case Opcodes.CALL_INDIRECT -> {
                change(-1);
                call(module.types().get(reader.typeIndex()));
            }
            default -> change(effect(opcode));
        }
    }

    private void block(InstructionReader reader) {
        if (reader.typeIndex() >= 0) {
            CoreFunctionType type = module.types().get(reader.typeIndex());
            open(type.params().size(), type.results().size());
        } else {
            open(0, (reader.bytes()[reader.start() + 1] & 0xFF) == 0x40 ? 0 : 1);
        }
    }

    private void call(CoreFunctionType type) {
        change(-type.params().size());
        change(type.results().size());
    }

    private void change(int by) {
        height = Math.max(entries[depth - 1], height + by);
    }

    private static int effect(int opcode) {
        if (opcode > 0xFF) {
            return opcode >> 16 == 0xFC ? numeric(opcode & 0xFFFF) : 0;
        } else if (opcode >= 0x46 && opcode <= 0xA6) {
            return isUnary(opcode) ? 0 : -1;
        }
        return switch (opcode) {
            case Opcodes.BR_IF, 0x1A, Opcodes.LOCAL_SET, Opcodes.GLOBAL_SET -> -1;
            case 0x1B, 0x1C, 0x26, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E -> -2;
            case Opcodes.LOCAL_GET, Opcodes.GLOBAL_GET, 0x3F, 0x41, 0x42, 0x43, 0x44, 0xD0, Opcodes.REF_FUNC -> 1;
            default -> 0;
        };
    }

    /** Among the comparisons and the arithmetic. */
    private static boolean isUnary(int opcode) {
        return opcode == 0x50 || opcode >= 0x67 && opcode <= 0x69 || opcode >= 0x79 && opcode <= 0x7B
                || opcode >= 0x8B && opcode <= 0x91 || opcode >= 0x99 && opcode <= 0x9F;
    }

    private static int numeric(int opcode) {
        return switch (opcode) {
            case 8, 10, 11, 12, 14, 17 -> -3;
            case 15 -> -1;
            case 16 -> 1;
            default -> 0;
        };
    }
}
