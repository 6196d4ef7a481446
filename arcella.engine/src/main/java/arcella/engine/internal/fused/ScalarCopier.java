package arcella.engine.internal.fused;

import arcella.engine.abi.AbiTraps;

/** Numbers, booleans, characters and flags. */
final class ScalarCopier extends Copier {

    /** What is done with the bits on the way. */
    enum Kind {
        /** Anything but zero is one. */
        BOOL,
        /** Eight bits, the sign carried on in a flat slot. */
        S8,
        /** Eight bits. */
        U8,
        /** Sixteen bits, the sign carried on in a flat slot. */
        S16,
        /** Sixteen bits. */
        U16,
        /** Thirty-two bits as they are. */
        BITS32,
        /** Sixty-four bits as they are. */
        BITS64,
        /** Every NaN becomes the canonical one. */
        F32,
        /** Every NaN becomes the canonical one. */
        F64,
        /** A Unicode scalar value, or a trap. */
        CHAR,
        /** Unknown bits are dropped. */
        FLAGS
    }

    private final Kind kind;
    private final int mask;

    private ScalarCopier(Kind kind, int size, int mask, boolean plain) {
        super(size, size, 1, kind == Kind.CHAR, plain);
        this.kind = kind;
        this.mask = mask;
    }

    static ScalarCopier of(Kind kind) {
        return switch (kind) {
            case BOOL -> new ScalarCopier(kind, 1, 0, false);
            case S8, U8 -> new ScalarCopier(kind, 1, 0, true);
            case S16, U16 -> new ScalarCopier(kind, 2, 0, true);
            case BITS32 -> new ScalarCopier(kind, 4, 0, true);
            case BITS64 -> new ScalarCopier(kind, 8, 0, true);
            case F32 -> new ScalarCopier(kind, 4, 0, false);
            case F64 -> new ScalarCopier(kind, 8, 0, false);
            // Checked in the first pass, and the same bytes then.
            case CHAR -> new ScalarCopier(kind, 4, 0, true);
            case FLAGS -> throw new IllegalArgumentException("flags have a count");
        };
    }

    static ScalarCopier flags(int count, int bytes) {
        int mask = count == 32 ? -1 : (1 << count) - 1;
        return new ScalarCopier(Kind.FLAGS, bytes, mask, count == 8 * bytes);
    }

    @Override
    void check(Transfer transfer, int at) {
        if (kind == Kind.CHAR) {
            checkChar(Words.readInt(transfer.from, at));
        }
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        if (kind == Kind.CHAR) {
            checkChar((int) transfer.in[slot]);
        }
    }

    private static void checkChar(int value) {
        if (Integer.compareUnsigned(value, 0x110000) >= 0 || value >= 0xd800 && value <= 0xdfff) {
            throw AbiTraps.trap("invalid `char` bit pattern 0x" + Integer.toHexString(value));
        }
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        if (size == 8) {
            Words.writeLong(transfer.to, to, wide(Words.readLong(transfer.from, from)));
        } else {
            Words.write(transfer.to, to, size, narrow(Words.read(transfer.from, from, size)));
        }
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        long bits = transfer.in[slot];
        transfer.out[slot] = size == 8 ? wide(bits) : Integer.toUnsignedLong(narrow((int) bits));
    }

    private long wide(long bits) {
        if (kind == Kind.F64 && Double.isNaN(Double.longBitsToDouble(bits))) {
            return Double.doubleToLongBits(Double.NaN);
        }
        return bits;
    }

    private int narrow(int bits) {
        return switch (kind) {
            case BOOL -> bits != 0 ? 1 : 0;
            case S8 -> (byte) bits;
            case U8 -> bits & 0xff;
            case S16 -> (short) bits;
            case U16 -> bits & 0xffff;
            case F32 -> Float.isNaN(Float.intBitsToFloat(bits)) ? Float.floatToIntBits(Float.NaN) : bits;
            case FLAGS -> bits & mask;
            case BITS32, BITS64, F64, CHAR -> bits;
        };
    }

    /** Long lists of floats are worth a loop of their own: bytes first, and then the few that are no numbers. */
    @Override
    void copyAll(Transfer transfer, int from, int to, int count) {
        if (kind != Kind.F32 && kind != Kind.F64) {
            super.copyAll(transfer, from, to, count);
            return;
        }
        byte[] target = transfer.to;
        System.arraycopy(transfer.from, from, target, to, count * size);
        int end = to + count * size;
        if (kind == Kind.F32) {
            for (int at = to; at < end; at += 4) {
                if (Float.isNaN(Float.intBitsToFloat(Words.readInt(target, at)))) {
                    Words.writeInt(target, at, Float.floatToIntBits(Float.NaN));
                }
            }
        } else {
            for (int at = to; at < end; at += 8) {
                if (Double.isNaN(Double.longBitsToDouble(Words.readLong(target, at)))) {
                    Words.writeLong(target, at, Double.doubleToLongBits(Double.NaN));
                }
            }
        }
    }
}
