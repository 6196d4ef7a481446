package arcella.worker.seal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Runs a seccomp filter as the kernel does (Linux, filter.txt and seccomp(2)): an accumulator, a program that only jumps
 * forward, and the data of one system call. Knows what a filter of seccomp may use of it, and refuses the rest.
 */
final class FilterMachine {

    private static final int INSTRUCTION_BYTES = 8;
    private static final int DATA_BYTES = 64;
    private static final int MOST_INSTRUCTIONS = 4096;

    private final ByteBuffer program;
    private final int instructions;

    /** @throws IllegalArgumentException if the kernel would not take it */
    FilterMachine(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        instructions = program.length / INSTRUCTION_BYTES;
        if (program.length % INSTRUCTION_BYTES != 0 || instructions < 1 || instructions > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("a program of " + program.length + " bytes");
        }
        if ((code(instructions - 1) & 7) != 6) {
            throw new IllegalArgumentException("the last instruction is no return");
        }
        for (int at = 0; at < instructions; at++) {
            check(at);
        }
    }

    private void check(int at) {
        boolean sound = switch (code(at)) {
            case 0x20 -> operand(at) >= 0 && operand(at) <= DATA_BYTES - 4 && operand(at) % 4 == 0;
            case 0x05 -> operand(at) >= 0 && at + 1L + operand(at) < instructions;
            case 0x15, 0x25, 0x35, 0x45 -> at + 1 + Math.max(whenTrue(at), whenFalse(at)) < instructions;
            case 0x00, 0x04, 0x14, 0x44, 0x54, 0x64, 0x74, 0x06, 0x16 -> true;
            default -> false;
        };
        if (!sound) {
            throw new IllegalArgumentException("instruction %d: %x %x".formatted(at, code(at), operand(at)));
        }
    }

    private int code(int at) {
        return Short.toUnsignedInt(program.getShort(at * INSTRUCTION_BYTES));
    }

    private int whenTrue(int at) {
        return Byte.toUnsignedInt(program.get(at * INSTRUCTION_BYTES + 2));
    }

    private int whenFalse(int at) {
        return Byte.toUnsignedInt(program.get(at * INSTRUCTION_BYTES + 3));
    }

    private int operand(int at) {
        return program.getInt(at * INSTRUCTION_BYTES + 4);
    }

    /** What becomes of a call: one of {@code SECCOMP_RET_…}, with its data. */
    int run(int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.nativeOrder()).putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        int accumulator = 0;
        int at = 0;
        while (true) {
            int operand = operand(at);
            int next = at + 1;
            switch (code(at)) {
                case 0x20 -> accumulator = data.getInt(operand);
                case 0x00 -> accumulator = operand;
                case 0x04 -> accumulator += operand;
                case 0x14 -> accumulator -= operand;
                case 0x44 -> accumulator |= operand;
                case 0x54 -> accumulator &= operand;
                case 0x64 -> accumulator <<= operand;
                case 0x74 -> accumulator >>>= operand;
                case 0x05 -> next += operand;
                case 0x15 -> next += accumulator == operand ? whenTrue(at) : whenFalse(at);
                case 0x25 -> next += Integer.compareUnsigned(accumulator, operand) > 0 ? whenTrue(at) : whenFalse(at);
                case 0x35 -> next += Integer.compareUnsigned(accumulator, operand) >= 0 ? whenTrue(at) : whenFalse(at);
                case 0x45 -> next += (accumulator & operand) != 0 ? whenTrue(at) : whenFalse(at);
                case 0x06 -> {
                    return operand;
                }
                case 0x16 -> {
                    return accumulator;
                }
                default -> throw new IllegalStateException("instruction " + at);
            }
            at = next;
        }
    }
}
