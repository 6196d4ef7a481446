package arcella.engine.internal.binary;

import java.util.Optional;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * Walks over a run of instructions without making an object for each: {@link #next()} moves on, the other methods tell
 * about the instruction just read.
 *
 * <p>What a rewriting pass may change is marked: the bytes of a type index ({@link #typeIndex()}). All else can be
 * copied as it stands, so that an unchanged function keeps its bytes, over-long numbers included.
 */
public final class InstructionReader {

    private final byte[] bytes;
    private final BinaryReader in;
    private int start;
    private int opcode;
    private int immediate;
    private int typeStart;
    private int typeEnd;
    private int typeIndex;
    private int maxLabel;

    /** Walks from {@code from} until before {@code to}. */
    public InstructionReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.in = new BinaryReader(bytes, from, to);
    }

    /** Reads the next instruction; {@code false} at the end. */
    public boolean next() {
        if (!in.more()) {
            return false;
        }
        start = in.position();
        typeIndex = -1;
        immediate = -1;
        maxLabel = -1;
        int first = in.u8();
        opcode = first;
        Optional<Opcodes.Shape> shape = switch (first) {
            case 0xFC -> Opcodes.numericShape(sub(first));
            case 0xFE -> Opcodes.atomicShape(sub(first));
            default -> Opcodes.shape(first);
        };
        immediates(shape.orElseThrow(() -> unknown(first)));
        return true;
    }

    private int sub(int prefix) {
        int sub = in.index();
        opcode = prefix << 16 | sub & 0xFFFF;
        return sub;
    }

    private ArcellaException unknown(int first) {
        return Opcodes.unsupportedFeature(first)
                .map(feature -> unsupported(feature, start))
                .orElseGet(() -> BinaryReader.malformed(start, "illegal opcode " + Integer.toHexString(opcode)));
    }

    static ArcellaException unsupported(String feature, int offset) {
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "the module uses " + feature + " (at offset " + offset + "), which this engine does not run",
                "compile it without that feature");
    }

    private void immediates(Opcodes.Shape shape) {
        switch (shape) {
            case NONE -> { }
            case BLOCK_TYPE -> blockType();
            case TRY_TABLE -> {
                blockType();
                for (int left = in.count("catch clauses"); left > 0; left--) {
                    catchClause();
                }
            }
            case INDEX -> {
                immediate = in.index();
                if (opcode == Opcodes.BR || opcode == Opcodes.BR_IF) {
                    maxLabel = immediate;
                }
            }
            case TWO_INDICES -> {
                immediate = in.index();
                in.index();
            }
            case INDIRECT -> {
                typeStart = in.position();
                typeIndex = in.index();
                typeEnd = in.position();
                in.index();
            }
            case BR_TABLE -> {
                immediate = in.count("labels");
                for (int left = immediate; left >= 0; left--) {
                    maxLabel = Math.max(maxLabel, in.index());
                }
            }
            case MEMORY -> memoryAccess();
            case TYPES -> {
                for (int left = in.count("types"); left > 0; left--) {
                    TypeReader.value(in);
                }
            }
            case HEAP_TYPE -> TypeReader.heap(in);
            case S32 -> in.signed(32);
            case S64 -> in.signed(64);
            case F32 -> in.skip(4);
            case F64 -> in.skip(8);
            case ZERO -> {
                if (in.u8() != 0) {
                    throw BinaryReader.malformed(start, "zero byte expected");
                }
            }
        }
    }

    private void blockType() {
        int b = in.peek();
        if (b == 0x40) {
            in.u8();
        } else if ((b & 0xC0) == 0x40) {
            TypeReader.value(in);
        } else {
            typeStart = in.position();
            long index = in.signed(33);
            if (index < 0 || index > Integer.MAX_VALUE) {
                throw BinaryReader.malformed(typeStart, "malformed block type");
            }
            typeIndex = (int) index;
            typeEnd = in.position();
        }
    }

    private void catchClause() {
        int kind = in.u8();
        switch (kind) {
            case 0, 1 -> {
                in.index();
                maxLabel = Math.max(maxLabel, in.index());
            }
            case 2, 3 -> maxLabel = Math.max(maxLabel, in.index());
            default -> throw BinaryReader.malformed(in.position() - 1, "malformed catch clause");
        }
    }

    private void memoryAccess() {
        int at = in.position();
        int alignment = in.index();
        if ((alignment & 0x40) != 0) {
            in.index();
        }
        if ((alignment & ~0x40) >= 32) {
            throw BinaryReader.malformed(at, "malformed alignment");
        }
        in.u32();
    }

    /** Where the instruction starts. */
    public int start() {
        return start;
    }

    /** Where it ends. */
    public int end() {
        return in.position();
    }

    /** Its opcode; with a prefix in the upper half, such as {@code 0xfc0008}. */
    public int opcode() {
        return opcode;
    }

    /** Its first index, where it has one: a label, a function, a local, a global, or how many labels a table has. */
    public int immediate() {
        return immediate;
    }

    /** The farthest label that it may branch to, or -1; for a {@code try_table} counted from outside of it. */
    public int maxLabel() {
        return maxLabel;
    }

    /** The type index that it mentions, or -1. */
    public int typeIndex() {
        return typeIndex;
    }

    /** Where the type index starts. */
    public int typeStart() {
        return typeStart;
    }

    /** Where the type index ends. */
    public int typeEnd() {
        return typeEnd;
    }

    /** The bytes walked over. */
    public byte[] bytes() {
        return bytes;
    }
}
