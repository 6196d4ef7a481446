package arcella.wit.component;

import java.util.Objects;

/** A core WebAssembly value type ({@code core:valtype}). */
public sealed interface CoreValType {

    /** The name in the text format. */
    String text();

    /** Numbers and vectors. */
    enum Num implements CoreValType {
        I32("i32"), I64("i64"), F32("f32"), F64("f64"), V128("v128");

        private final String text;

        Num(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** A reference. */
    record Ref(boolean nullable, Heap heap) implements CoreValType {
        public Ref {
            Objects.requireNonNull(heap, "heap");
        }

        @Override
        public String text() {
            if (nullable && heap instanceof AbstractHeap kind && !kind.shared()) {
                return kind.kind().shorthand();
            }
            return "(ref " + (nullable ? "null " : "") + heap.text() + ")";
        }
    }

    /** What a reference refers to ({@code core:heaptype}). */
    sealed interface Heap {
        /** The name in the text format. */
        String text();
    }

    /** One of the heap types that the core specification names. */
    record AbstractHeap(Kind kind, boolean shared) implements Heap {
        public AbstractHeap {
            Objects.requireNonNull(kind, "kind");
        }

        @Override
        public String text() {
            return shared ? "(shared " + kind.text() + ")" : kind.text();
        }

        /** The heap types with their opcodes. */
        public enum Kind {
            FUNC(0x70, "func", "funcref"),
            EXTERN(0x6f, "extern", "externref"),
            ANY(0x6e, "any", "anyref"),
            EQ(0x6d, "eq", "eqref"),
            I31(0x6c, "i31", "i31ref"),
            STRUCT(0x6b, "struct", "structref"),
            ARRAY(0x6a, "array", "arrayref"),
            EXN(0x69, "exn", "exnref"),
            NONE(0x71, "none", "nullref"),
            NO_EXTERN(0x72, "noextern", "nullexternref"),
            NO_FUNC(0x73, "nofunc", "nullfuncref"),
            NO_EXN(0x74, "noexn", "nullexnref");

            private final int opcode;
            private final String text;
            private final String shorthand;

            Kind(int opcode, String text, String shorthand) {
                this.opcode = opcode;
                this.text = text;
                this.shorthand = shorthand;
            }

            /** The byte that stands for it. */
            public int opcode() {
                return opcode;
            }

            /** The keyword. */
            public String text() {
                return text;
            }

            /** The keyword of a nullable reference to it. */
            public String shorthand() {
                return shorthand;
            }
        }
    }

    /**
     * A defined type. In a decoded binary the number is a type index of the scope it stands in; in resolved types it is the
     * number that validation gave to the type's structure, equal for equal types.
     */
    record ConcreteHeap(int index) implements Heap {
        @Override
        public String text() {
            return Integer.toUnsignedString(index);
        }
    }

    /** {@code funcref}. */
    CoreValType FUNCREF = new Ref(true, new AbstractHeap(AbstractHeap.Kind.FUNC, false));

    /** {@code externref}. */
    CoreValType EXTERNREF = new Ref(true, new AbstractHeap(AbstractHeap.Kind.EXTERN, false));
}
