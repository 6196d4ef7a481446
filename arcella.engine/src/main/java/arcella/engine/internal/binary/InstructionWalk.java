package arcella.engine.internal.binary;

import java.util.Optional;
import java.util.Set;

import arcella.engine.internal.binary.ModuleFeatures.Feature;

/** Steps over the instructions of one function body, those of other features too, and notes the features. */
final class InstructionWalk {

    private static final int LONGEST_U64 = 10;

    private final BinaryReader in;
    private final Set<Feature> found;

    InstructionWalk(BinaryReader in, Set<Feature> found) {
        this.in = in;
        this.found = found;
    }

    /** Steps over locals and code; the walk ends where an instruction is not known. */
    void body() {
        for (int left = in.count("groups of locals"); left > 0; left--) {
            in.u32();
            valueType();
        }
        while (in.more() && instruction()) {
            // Each step takes at least a byte.
        }
    }

    private boolean instruction() {
        int opcode = in.u8();
        return switch (opcode) {
            case 0xFB -> collected(in.index());
            case 0xFC -> numeric(in.index());
            case 0xFD -> vector(in.index());
            case 0xFE -> atomic(in.index());
            case 0x14, 0x15, 0xD5, 0xD6 -> index(Feature.FUNCTION_REFERENCES);
            case 0xD4 -> noted(Feature.FUNCTION_REFERENCES);
            case 0xD3 -> noted(Feature.GC);
            case 0x07, 0x09, 0x18 -> index(Feature.OLD_EXCEPTIONS);
            case 0x19 -> noted(Feature.OLD_EXCEPTIONS);
            case 0x06 -> {
                found.add(Feature.OLD_EXCEPTIONS);
                blockType();
                yield true;
            }
            default -> shaped(Opcodes.shape(opcode));
        };
    }

    private boolean noted(Feature feature) {
        found.add(feature);
        return true;
    }

    private boolean index(Feature feature) {
        in.u32();
        return noted(feature);
    }

    private boolean shaped(Optional<Opcodes.Shape> shape) {
        if (shape.isEmpty()) {
            return false;
        }
        switch (shape.get()) {
            case NONE -> { }
            case BLOCK_TYPE -> blockType();
            case TRY_TABLE -> {
                blockType();
                for (int left = in.count("catch clauses"); left > 0; left--) {
                    if (in.u8() < 2) {
                        in.u32();
                    }
                    in.u32();
                }
            }
            case INDEX -> in.u32();
            case TWO_INDICES, INDIRECT -> {
                in.u32();
                in.u32();
            }
            case BR_TABLE -> {
                for (long left = in.count("labels"); left >= 0; left--) {
                    in.u32();
                }
            }
            case MEMORY -> memoryAccess();
            case TYPES -> {
                for (int left = in.count("types"); left > 0; left--) {
                    valueType();
                }
            }
            case HEAP_TYPE -> heapType();
            case S32 -> in.signed(32);
            case S64 -> in.signed(64);
            case F32 -> in.skip(4);
            case F64 -> in.skip(8);
            case ZERO -> in.u8();
        }
        return true;
    }

    private boolean numeric(int opcode) {
        if (opcode >= 19 && opcode <= 22) {
            return noted(Feature.WIDE_ARITHMETIC);
        }
        return shaped(Opcodes.numericShape(opcode));
    }

    private boolean atomic(int opcode) {
        return shaped(Opcodes.atomicShape(opcode)) || !noted(Feature.SHARED_EVERYTHING);
    }

    private boolean vector(int opcode) {
        found.add(opcode >= 0x100 ? Feature.RELAXED_SIMD : Feature.SIMD);
        if (opcode <= 11 || opcode == 92 || opcode == 93) {
            memoryAccess();
        } else if (opcode == 12 || opcode == 13) {
            in.skip(16);
        } else if (opcode >= 21 && opcode <= 34) {
            in.u8();
        } else if (opcode >= 84 && opcode <= 91) {
            memoryAccess();
            in.u8();
        }
        return true;
    }

    private boolean collected(int opcode) {
        found.add(Feature.GC);
        switch (opcode) {
            case 0, 1, 6, 7, 11, 12, 13, 14, 16 -> in.u32();
            case 2, 3, 4, 5, 8, 9, 10, 17, 18, 19 -> {
                in.u32();
                in.u32();
            }
            case 15, 26, 27, 28, 29, 30 -> { }
            case 20, 21, 22, 23 -> heapType();
            case 24, 25 -> {
                in.u8();
                in.u32();
                heapType();
                heapType();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void memoryAccess() {
        if ((in.u32() & 0x40) != 0) {
            in.u32();
        }
        int length = 1;
        while (in.u8() >= 0x80 && length < LONGEST_U64) {
            length++;
        }
    }

    private void blockType() {
        int first = in.peek();
        if (first == 0x40) {
            in.u8();
        } else if ((first & 0xC0) == 0x40) {
            valueType();
        } else {
            in.signed(33);
        }
    }

    private void valueType() {
        switch (in.u8()) {
            case 0x7B -> found.add(Feature.SIMD);
            case 0x63 -> heapType();
            case 0x64 -> {
                found.add(Feature.FUNCTION_REFERENCES);
                heapType();
            }
            case 0x65 -> {
                found.add(Feature.SHARED_EVERYTHING);
                in.u8();
            }
            case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73, 0x74 -> found.add(Feature.GC);
            default -> { }
        }
    }

    private void heapType() {
        if (in.peek() == 0x65) {
            found.add(Feature.SHARED_EVERYTHING);
            in.u8();
        }
        long type = in.signed(33);
        if (type >= 0) {
            found.add(Feature.FUNCTION_REFERENCES);
        } else if (type != -0x10 && type != -0x11 && type != -0x17) {
            found.add(Feature.GC);
        }
    }
}
