package arcella.engine.internal.rewrite;

import java.util.ArrayList;
import java.util.List;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;
import arcella.engine.internal.binary.BinaryReader;
import arcella.engine.internal.binary.BinaryWriter;
import arcella.engine.internal.binary.InstructionReader;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.engine.internal.binary.Opcodes;

/**
 * Writes function bodies anew.
 *
 * <p><b>Fuel.</b> A function's instructions fall into segments: runs that are executed from their first instruction on
 * or not at all. One unit is charged for each instruction (structure such as {@code block} and {@code end} is free;
 * bulk instructions cost a unit per 64 bytes or elements more), for a whole segment at its start. The first segment is
 * taken from the fuel global at once; the later ones are summed in a local, which is flushed to the global before each
 * call, at the function's end, and in loops when it holds more than {@value #FLUSH_ABOVE} units. A flush that takes the
 * global below zero traps. So the count is exact whenever control passes from one function to another, and a loop
 * without calls runs at most a few thousand units over, always ending at the same place.
 *
 * <p><b>Call depth.</b> A function that calls others takes one from the depth global when it begins and traps below
 * zero; it puts its own number back when it ends, and after every block where it could have caught an exception, since
 * what was thrown through put nothing back.
 *
 * <p>Both need one way out of a function: where a body returns or branches to its end, it is wrapped in a block, and
 * {@code return} becomes a branch to that block's end.
 */
final class FunctionRewriter {

    private static final int FLUSH_ABOVE = 4_096;
    private static final int BULK_SHIFT = 6;

    private static final int I32_LT_S = 0x48;
    private static final int I32_GT_U = 0x4B;
    private static final int I64_LT_S = 0x53;
    private static final int I32_ADD = 0x6A;
    private static final int I32_SUB = 0x6B;
    private static final int I32_SHR_U = 0x76;
    private static final int I64_SUB = 0x7D;
    private static final int I64_EXTEND_I32_U = 0xAD;

    private final ModuleLayout module;
    private final CanonicalTypes types;
    private final int[] mapping;
    private final Metering metering;
    private final int fuelGlobal;
    private final int depthGlobal;
    private final int flushFunction;

    FunctionRewriter(ModuleLayout module, CanonicalTypes types, int[] mapping, Metering metering) {
        this.module = module;
        this.types = types;
        this.mapping = mapping;
        this.metering = metering;
        this.fuelGlobal = module.globals();
        this.depthGlobal = module.globals() + (metering.fuel() ? 1 : 0);
        this.flushFunction = module.functions();
    }

    /** The function that takes its argument from the fuel global and traps below zero. */
    BinaryWriter flush() {
        BinaryWriter out = new BinaryWriter(32);
        out.u32(1).u32(1).u8(ModuleRewriter.code(CoreValueType.I64));
        out.u8(Opcodes.GLOBAL_GET).u32(fuelGlobal);
        out.u8(Opcodes.LOCAL_GET).u32(0).u8(I64_EXTEND_I32_U).u8(I64_SUB);
        out.u8(Opcodes.LOCAL_TEE).u32(1).u8(Opcodes.GLOBAL_SET).u32(fuelGlobal);
        out.u8(Opcodes.LOCAL_GET).u32(1).u8(Opcodes.I64_CONST).signed(0).u8(I64_LT_S);
        trapIf(out);
        return out.u8(Opcodes.END);
    }

    private static void trapIf(BinaryWriter out) {
        out.u8(Opcodes.IF).u8(0x40).u8(Opcodes.UNREACHABLE).u8(Opcodes.END);
    }

    /** One body, without its size. */
    BinaryWriter rewrite(int function) {
        int start = module.bodies()[2 * function];
        int end = module.bodies()[2 * function + 1];
        CoreFunctionType type = module.types().get(module.functionTypes()[function]);
        BinaryReader in = new BinaryReader(module.bytes(), start, end);
        int groups = in.index();
        int groupsAt = in.position();
        long locals = type.params().size();
        for (int i = 0; i < groups; i++) {
            locals += in.u32();
            in.skip(in.peek() == 0x63 || in.peek() == 0x64 ? 2 : 1);
        }
        BinaryWriter out = new BinaryWriter(end - start + 32);
        if (!metering.fuel() && !metering.callDepth()) {
            return plain(out.raw(module.bytes(), start, in.position()), in.position(), end);
        }
        Plan plan = Plan.of(module.bytes(), in.position(), end, metering.fuel());
        return new Body(type, plan, (int) locals, out).write(groups, groupsAt, in.position(), end);
    }

    /** Types only. */
    private BinaryWriter plain(BinaryWriter out, int from, int to) {
        InstructionReader reader = new InstructionReader(module.bytes(), from, to);
        while (reader.next()) {
            copy(out, reader);
        }
        return out;
    }

    private void copy(BinaryWriter out, InstructionReader reader) {
        int type = reader.typeIndex();
        if (type < 0 || mapping[type] == type) {
            out.raw(reader.bytes(), reader.start(), reader.end());
            return;
        }
        out.raw(reader.bytes(), reader.start(), reader.typeStart());
        if (reader.opcode() == Opcodes.CALL_INDIRECT || reader.opcode() == Opcodes.RETURN_CALL_INDIRECT) {
            out.u32(mapping[type]);
        } else {
            out.signed(mapping[type]);
        }
        out.raw(reader.bytes(), reader.typeEnd(), reader.end());
    }

    /** What a first walk over a body finds out. */
    private record Plan(List<Integer> costs, boolean charges, boolean calls, boolean catches, boolean leaves) {

        static Plan of(byte[] bytes, int from, int to, boolean fuel) {
            InstructionReader reader = new InstructionReader(bytes, from, to);
            List<Integer> costs = new ArrayList<>();
            int cost = 0;
            int depth = 0;
            boolean calls = false;
            boolean catches = false;
            boolean leaves = false;
            boolean bulk = false;
            while (reader.next()) {
                int opcode = reader.opcode();
                leaves |= opcode == Opcodes.RETURN || reader.maxLabel() >= 0 && reader.maxLabel() >= depth;
                depth += opens(opcode) ? 1 : opcode == Opcodes.END ? -1 : 0;
                calls |= opcode == Opcodes.CALL || opcode == Opcodes.CALL_INDIRECT;
                catches |= opcode == Opcodes.TRY_TABLE;
                bulk |= isBulk(opcode);
                cost += isFree(opcode) ? 0 : 1;
                if (endsSegment(opcode)) {
                    costs.add(cost);
                    // Every round of a loop costs something.
                    cost = opcode == Opcodes.LOOP ? 1 : 0;
                }
            }
            boolean charges = fuel && (bulk || costs.stream().skip(1).anyMatch(c -> c > 0));
            return new Plan(costs, charges, calls, catches, leaves);
        }
    }

    private static boolean opens(int opcode) {
        return opcode == Opcodes.BLOCK || opcode == Opcodes.LOOP || opcode == Opcodes.IF
                || opcode == Opcodes.TRY_TABLE;
    }

    private static boolean isFree(int opcode) {
        return opcode == Opcodes.BLOCK || opcode == Opcodes.LOOP || opcode == Opcodes.TRY_TABLE
                || opcode == Opcodes.ELSE || opcode == Opcodes.END || opcode == 0x01;
    }

    private static boolean endsSegment(int opcode) {
        return switch (opcode) {
            case Opcodes.LOOP, Opcodes.IF, Opcodes.ELSE, Opcodes.END, Opcodes.BR, Opcodes.BR_IF, Opcodes.BR_TABLE,
                    Opcodes.RETURN, Opcodes.UNREACHABLE, Opcodes.THROW, Opcodes.THROW_REF, Opcodes.RETURN_CALL,
                    Opcodes.RETURN_CALL_INDIRECT -> true;
            default -> false;
        };
    }

    /** Whether control cannot come to what follows directly, up to the next {@code end} or {@code else}. */
    private static boolean neverFallsThrough(int opcode) {
        return endsSegment(opcode) && opcode != Opcodes.LOOP && opcode != Opcodes.IF && opcode != Opcodes.ELSE
                && opcode != Opcodes.END && opcode != Opcodes.BR_IF;
    }

    /** Instructions whose topmost operand says how much they work on: bytes, elements, or pages to add. */
    private static boolean isBulk(int opcode) {
        return switch (opcode) {
            case 0xFC0008, 0xFC000A, 0xFC000B, 0xFC000C, 0xFC000E, 0xFC000F, 0xFC0011 -> true;
            default -> false;
        };
    }

    /** Writes one metered body. */
    private final class Body {

        private final CoreFunctionType type;
        private final Plan plan;
        private final BinaryWriter out;
        private final int units;
        private final int bulk;
        private final int depth;
        private final boolean countsDepth;

        Body(CoreFunctionType type, Plan plan, int locals, BinaryWriter out) {
            this.type = type;
            this.plan = plan;
            this.out = out;
            this.countsDepth = metering.callDepth() && plan.calls();
            this.units = locals;
            this.bulk = locals + 1;
            this.depth = locals + (plan.charges() ? 2 : 0);
        }

        BinaryWriter write(int groups, int groupsAt, int from, int to) {
            int more = (plan.charges() ? 2 : 0) + (countsDepth ? 1 : 0);
            out.u32(groups + (more > 0 ? 1 : 0)).raw(module.bytes(), groupsAt, from);
            if (more > 0) {
                out.u32(more).u8(ModuleRewriter.code(CoreValueType.I32));
            }
            boolean wraps = plan.leaves() && (plan.charges() || countsDepth);
            enter();
            if (wraps) {
                out.u8(Opcodes.BLOCK);
                blockType();
            }
            body(new InstructionReader(module.bytes(), from, to), wraps);
            return out;
        }

        private void blockType() {
            switch (type.results().size()) {
                case 0 -> out.u8(0x40);
                case 1 -> out.u8(ModuleRewriter.code(type.results().getFirst()));
                default -> out.signed(types.index(new CoreFunctionType(List.of(), type.results())));
            }
        }

        private void enter() {
            if (countsDepth) {
                out.u8(Opcodes.GLOBAL_GET).u32(depthGlobal).u8(Opcodes.I32_CONST).signed(1).u8(I32_SUB);
                out.u8(Opcodes.LOCAL_TEE).u32(depth).u8(Opcodes.GLOBAL_SET).u32(depthGlobal);
                out.u8(Opcodes.LOCAL_GET).u32(depth).u8(Opcodes.I32_CONST).signed(0).u8(I32_LT_S);
                trapIf(out);
            }
            int first = plan.costs().getFirst();
            if (metering.fuel()) {
                // At least one unit: an endless recursion of empty functions has to end.
                out.u8(Opcodes.I32_CONST).signed(Math.max(1, first)).u8(Opcodes.CALL).u32(flushFunction);
            }
        }

        private void leave() {
            flushUnits();
            if (countsDepth) {
                out.u8(Opcodes.LOCAL_GET).u32(depth).u8(Opcodes.I32_CONST).signed(1).u8(I32_ADD);
                out.u8(Opcodes.GLOBAL_SET).u32(depthGlobal);
            }
        }

        private void flushUnits() {
            if (plan.charges()) {
                out.u8(Opcodes.LOCAL_GET).u32(units).u8(Opcodes.CALL).u32(flushFunction);
                out.u8(Opcodes.I32_CONST).signed(0).u8(Opcodes.LOCAL_SET).u32(units);
            }
        }

        private void body(InstructionReader reader, boolean wraps) {
            int segment = 0;
            int nesting = 0;
            while (reader.next()) {
                int opcode = reader.opcode();
                nesting += opens(opcode) ? 1 : 0;
                switch (opcode) {
                    case Opcodes.CALL, Opcodes.CALL_INDIRECT -> {
                        flushUnits();
                        copy(out, reader);
                    }
                    case Opcodes.RETURN_CALL, Opcodes.RETURN_CALL_INDIRECT -> {
                        leave();
                        copy(out, reader);
                    }
                    case Opcodes.RETURN -> {
                        if (wraps) {
                            out.u8(Opcodes.BR).u32(nesting);
                        } else {
                            copy(out, reader);
                        }
                    }
                    case Opcodes.END -> {
                        if (nesting == 0) {
                            if (wraps) {
                                out.u8(Opcodes.END);
                            }
                            leave();
                        }
                        nesting--;
                        copy(out, reader);
                    }
                    default -> {
                        if (isBulk(opcode) && plan.charges()) {
                            chargeBulk();
                        }
                        copy(out, reader);
                    }
                }
                if (endsSegment(opcode) && nesting >= 0) {
                    segment++;
                    if (opcode == Opcodes.END && countsDepth && plan.catches()) {
                        out.u8(Opcodes.LOCAL_GET).u32(depth).u8(Opcodes.GLOBAL_SET).u32(depthGlobal);
                    }
                    if (plan.charges() && !neverFallsThrough(opcode)) {
                        charge(plan.costs().get(segment), opcode == Opcodes.LOOP);
                    }
                }
            }
        }

        private void charge(int cost, boolean loop) {
            if (cost == 0) {
                return;
            }
            out.u8(Opcodes.LOCAL_GET).u32(units).u8(Opcodes.I32_CONST).signed(cost).u8(I32_ADD);
            if (loop) {
                out.u8(Opcodes.LOCAL_TEE).u32(units).u8(Opcodes.I32_CONST).signed(FLUSH_ABOVE).u8(I32_GT_U);
                out.u8(Opcodes.IF).u8(0x40);
                flushUnits();
                out.u8(Opcodes.END);
            } else {
                out.u8(Opcodes.LOCAL_SET).u32(units);
            }
        }

        /** The operand stays where it is. */
        private void chargeBulk() {
            out.u8(Opcodes.LOCAL_TEE).u32(bulk);
            out.u8(Opcodes.LOCAL_GET).u32(bulk).u8(Opcodes.I32_CONST).signed(BULK_SHIFT).u8(I32_SHR_U);
            out.u8(Opcodes.LOCAL_GET).u32(units).u8(I32_ADD).u8(Opcodes.LOCAL_SET).u32(units);
        }
    }
}
