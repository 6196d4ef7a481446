package arcella.engine.binding;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

import arcella.engine.abi.AdapterPort;

/** Where generated code finds or puts the parts of a value: in locals that hold flat slots, or in memory. */
sealed interface Place {

    ClassDesc PORT = AdapterPort.class.describeConstable().orElseThrow();
    ClassDesc FLOAT_CLASS = Float.class.describeConstable().orElseThrow();
    ClassDesc DOUBLE_CLASS = Double.class.describeConstable().orElseThrow();

    /** Pushes a core value of that kind, which takes so many bytes in memory. */
    void load(CodeBuilder code, TypeKind kind, int bytes);

    /** Pops a core value of that kind, which takes so many bytes in memory. */
    void store(CodeBuilder code, TypeKind kind, int bytes);

    /** The place of a part: so far behind in memory, so many slots behind among slots. */
    Place part(int offset, int slots);

    /** A local variable that holds a slot. */
    record Slot(TypeKind kind, int local) {}

    /** Slots in locals. A slot that cases of a variant share is an integer that the bits of all fit into. */
    record Flat(List<Slot> slots) implements Place {

        @Override
        public void load(CodeBuilder code, TypeKind kind, int bytes) {
            Slot slot = slots.getFirst();
            code.loadLocal(slot.kind(), slot.local());
            if (slot.kind() == kind) {
                return;
            }
            if (slot.kind() == TypeKind.LONG && kind != TypeKind.DOUBLE) {
                code.l2i();
            }
            if (kind == TypeKind.FLOAT) {
                code.invokestatic(FLOAT_CLASS, "intBitsToFloat",
                        MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
            } else if (kind == TypeKind.DOUBLE) {
                code.invokestatic(DOUBLE_CLASS, "longBitsToDouble",
                        MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
            }
        }

        @Override
        public void store(CodeBuilder code, TypeKind kind, int bytes) {
            Slot slot = slots.getFirst();
            if (slot.kind() != kind) {
                bits(code, kind);
                if (slot.kind() == TypeKind.LONG && kind != TypeKind.DOUBLE) {
                    code.i2l().loadConstant(0xffff_ffffL).land();
                }
            }
            code.storeLocal(slot.kind(), slot.local());
        }

        @Override
        public Place part(int offset, int count) {
            return new Flat(slots.subList(count, slots.size()));
        }
    }

    /** Turns a float into its bits; other kinds stay. */
    static void bits(CodeBuilder code, TypeKind kind) {
        if (kind == TypeKind.FLOAT) {
            code.invokestatic(FLOAT_CLASS, "floatToRawIntBits",
                    MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float));
        } else if (kind == TypeKind.DOUBLE) {
            code.invokestatic(DOUBLE_CLASS, "doubleToRawLongBits",
                    MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double));
        }
    }

    /**
     * Memory.
     *
     * @param port the local that holds the {@link AdapterPort}
     * @param address the local that holds an address
     * @param offset so far behind it
     */
    record Memory(int port, int address, int offset) implements Place {

        void pushAddress(CodeBuilder code) {
            code.iload(address);
            if (offset != 0) {
                code.loadConstant(offset).iadd();
            }
        }

        @Override
        public void load(CodeBuilder code, TypeKind kind, int bytes) {
            code.aload(port);
            pushAddress(code);
            boolean wide = bytes == 8;
            code.invokevirtual(PORT, "load" + 8 * bytes, MethodTypeDesc.of(
                    wide ? ConstantDescs.CD_long : ConstantDescs.CD_int, ConstantDescs.CD_int));
            if (kind == TypeKind.FLOAT) {
                code.invokestatic(FLOAT_CLASS, "intBitsToFloat",
                        MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
            } else if (kind == TypeKind.DOUBLE) {
                code.invokestatic(DOUBLE_CLASS, "longBitsToDouble",
                        MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
            }
        }

        @Override
        public void store(CodeBuilder code, TypeKind kind, int bytes) {
            bits(code, kind);
            code.aload(port);
            boolean wide = bytes == 8;
            if (wide) {
                code.dup_x2().pop();
            } else {
                code.swap();
            }
            pushAddress(code);
            code.invokevirtual(PORT, "store" + 8 * bytes, MethodTypeDesc.of(ConstantDescs.CD_void,
                    wide ? ConstantDescs.CD_long : ConstantDescs.CD_int, ConstantDescs.CD_int));
        }

        @Override
        public Place part(int more, int slots) {
            return new Memory(port, address, offset + more);
        }
    }
}
