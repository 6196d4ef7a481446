package arcella.engine.testing;

import static arcella.engine.core.CoreValueType.I32;

import java.util.List;
import java.util.Random;

/**
 * Valid modules at random, for comparing two ways of running them: functions of nested blocks, bounded loops, branches
 * to every label (the function's own included), returns, switches, calls forward and through a table, and traps. The
 * exported function is {@code run: (i32, i32) -> (i32)}. It always ends.
 */
public final class RandomModule {

    private static final int FUNCTIONS = 4;
    private static final int SCRATCH = 2;
    private static final int COUNTERS = 4;

    private final Random random;
    private int counters;

    private RandomModule(long seed) {
        random = new Random(seed);
    }

    /** The module of a seed. */
    public static byte[] of(long seed) {
        return new RandomModule(seed).build();
    }

    private byte[] build() {
        ModuleBuilder b = new ModuleBuilder();
        // A type list that canonicalization changes: a repetition, and one that nobody uses.
        b.type(List.of(I32, I32), List.of(I32));
        b.type(List.of(I32), List.of());
        int type = b.type(List.of(I32, I32), List.of(I32));
        b.table(FUNCTIONS, FUNCTIONS);
        b.memory(1);
        for (int f = 0; f < FUNCTIONS; f++) {
            counters = 0;
            Code code = new Code().locals(I32, I32);
            statements(code, f, 0, 3, 5);
            expression(code, f, 2);
            Code whole = new Code().locals(I32, I32);
            for (int i = 0; i < counters; i++) {
                whole.locals(I32);
            }
            b.function("f" + f, type, whole.append(code));
        }
        b.export("run", 0, 0);
        b.elements(0, 3, 2, 1, 0);
        return b.build();
    }

    private void statements(Code code, int function, int labels, int depth, int most) {
        for (int n = random.nextInt(most); n >= 0; n--) {
            statement(code, function, labels, depth);
        }
    }

    private void statement(Code code, int function, int labels, int depth) {
        switch (random.nextInt(depth > 0 ? 10 : 4)) {
            case 0, 1 -> {
                expression(code, function, 2);
                code.set(random.nextInt(SCRATCH + 2));
            }
            case 2 -> {
                expression(code, function, 1);
                code.i32(63).op(0x71);
                expression(code, function, 1);
                code.mem(0x36, 0);
            }
            case 3 -> branch(code, function, labels);
            case 4, 5 -> {
                code.begin(0x02);
                statements(code, function, labels + 1, depth - 1, 3);
                code.end();
            }
            case 6, 7 -> {
                expression(code, function, 1);
                code.begin(0x04);
                statements(code, function, labels + 1, depth - 1, 3);
                if (random.nextBoolean()) {
                    code.op(0x05);
                    statements(code, function, labels + 1, depth - 1, 3);
                }
                code.end();
            }
            default -> loop(code, function, labels, depth);
        }
    }

    /** A loop that runs a few times and then falls out, whatever its body branches to. */
    private void loop(Code code, int function, int labels, int depth) {
        int counter = COUNTERS + counters++;
        code.begin(0x02);
        code.i32(0).set(counter);
        code.begin(0x03);
        code.get(counter).i32(1).op(0x6A).op(0x22, (long) counter).i32(3 + random.nextInt(4)).op(0x4B).op(0x0D, 1L);
        statements(code, function, labels + 2, depth - 1, 3);
        code.op(0x0C, 0L);
        code.end().end();
    }

    private void branch(Code code, int function, int labels) {
        switch (random.nextInt(7)) {
            case 0 -> {
                // return, guarded so that what follows is not always dead
                expression(code, function, 1);
                code.begin(0x04);
                expression(code, function, 1);
                code.op(0x0F).end();
            }
            case 1 -> {
                // a branch to the function's own label carries the result
                expression(code, function, 1);
                expression(code, function, 1);
                code.op(0x0D, (long) labels).op(0x1A);
            }
            case 2 -> {
                expression(code, function, 1);
                code.begin(0x04).op(0x00).end();
            }
            case 3 -> {
                if (labels > 0) {
                    expression(code, function, 1);
                    code.i32(3).op(0x71).op(0x0E, 2, random.nextInt(labels), random.nextInt(labels),
                            random.nextInt(labels));
                }
            }
            default -> {
                if (labels > 0) {
                    expression(code, function, 1);
                    code.op(0x0D, (long) random.nextInt(labels));
                }
            }
        }
    }

    private void expression(Code code, int function, int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 2)) {
            case 0 -> code.i32(random.nextInt(100) - 50);
            case 1 -> code.get(random.nextInt(SCRATCH + 2));
            case 2 -> {
                expression(code, function, depth - 1);
                code.i32(63).op(0x71).mem(0x28, random.nextInt(8));
            }
            case 3 -> {
                if (function + 1 < FUNCTIONS) {
                    expression(code, function, depth - 1);
                    expression(code, function, depth - 1);
                    code.call(function + 1 + random.nextInt(FUNCTIONS - function - 1));
                } else {
                    code.get(0);
                }
            }
            case 4 -> {
                if (function + 1 < FUNCTIONS) {
                    expression(code, function, depth - 1);
                    expression(code, function, depth - 1);
                    // Elements stand in reverse order, so that lower ones are later functions.
                    code.i32(random.nextInt(FUNCTIONS - function - 1)).callIndirect(random.nextBoolean() ? 0 : 2, 0);
                } else {
                    code.get(1);
                }
            }
            default -> {
                expression(code, function, depth - 1);
                expression(code, function, depth - 1);
                code.op(new int[] {0x6A, 0x6B, 0x6C, 0x6D, 0x73, 0x48}[random.nextInt(6)]);
            }
        }
    }
}
