package arcella.engine.testing;

import java.util.ArrayList;
import java.util.List;

import arcella.engine.core.CoreValueType;

/** One function's body: locals and instructions, written by opcode. */
public final class Code {

    private final Bytes body = new Bytes();
    private final List<CoreValueType> locals = new ArrayList<>();

    /** Declares locals after the parameters. */
    public Code locals(CoreValueType... types) {
        locals.addAll(List.of(types));
        return this;
    }

    /** Appends opcodes or other bytes. */
    public Code op(int... bytes) {
        body.u8(bytes);
        return this;
    }

    /** Appends an opcode with one unsigned number, such as {@code local.get}. */
    public Code op(int opcode, long immediate) {
        body.u8(opcode).u32(immediate);
        return this;
    }

    /** {@code local.get}. */
    public Code get(int local) {
        return op(0x20, (long) local);
    }

    /** {@code local.set}. */
    public Code set(int local) {
        return op(0x21, (long) local);
    }

    /** {@code i32.const}. */
    public Code i32(int value) {
        body.u8(0x41).s64(value);
        return this;
    }

    /** {@code i64.const}. */
    public Code i64(long value) {
        body.u8(0x42).s64(value);
        return this;
    }

    /** {@code call}. */
    public Code call(int function) {
        return op(0x10, (long) function);
    }

    /** {@code call_indirect}. */
    public Code callIndirect(int type, int table) {
        body.u8(0x11).u32(type).u32(table);
        return this;
    }

    /** A memory access with alignment 1 and an offset. */
    public Code mem(int opcode, long offset) {
        body.u8(opcode).u8(0).u32(offset);
        return this;
    }

    /** A {@code block}, {@code loop} or {@code if} without values. */
    public Code begin(int opcode) {
        return op(opcode, 0x40);
    }

    /** {@code end}. */
    public Code end() {
        return op(0x0B);
    }

    /** Appends the instructions of another body. */
    public Code append(Code other) {
        body.raw(other.body.toArray());
        return this;
    }

    /** Appends instructions as they are. */
    public Code bytes(byte[] instructions) {
        body.raw(instructions);
        return this;
    }

    byte[] bytes() {
        Bytes all = new Bytes();
        all.u32(locals.size());
        for (CoreValueType type : locals) {
            all.u32(1).u8(ModuleBuilder.code(type));
        }
        return all.raw(body.toArray()).u8(0x0B).toArray();
    }
}
