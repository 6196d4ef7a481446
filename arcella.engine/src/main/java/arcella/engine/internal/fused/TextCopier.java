package arcella.engine.internal.fused;

import arcella.engine.abi.AbiTraps;
import arcella.engine.abi.StringEncoding;

/**
 * Strings, from any encoding to any other ({@code load_string_from_range}, {@code store_string_into_range}), with the
 * calls of the target's allocator that the specification names for each pair.
 */
final class TextCopier extends Copier {

    /** The most bytes of one string ({@code MAX_STRING_BYTE_LENGTH}). */
    private static final long MAX_BYTES = (1L << 28) - 1;

    /** In a length of {@code latin1+utf16}: the code units are UTF-16. */
    static final int UTF16_TAG = 1 << 31;

    private final StringEncoding source;
    private final StringEncoding target;

    TextCopier(StringEncoding source, StringEncoding target) {
        super(8, 4, 2, true, false);
        this.source = source;
        this.target = target;
    }

    /** The encoding of one string, which {@code latin1+utf16} leaves to a bit of the length. */
    private StringEncoding simple(int taggedUnits) {
        return source == StringEncoding.LATIN1_UTF16 && (taggedUnits & UTF16_TAG) != 0 ? StringEncoding.UTF16 : source;
    }

    @Override
    void check(Transfer transfer, int at) {
        check(transfer, Words.readInt(transfer.from, at), Words.readInt(transfer.from, at + 4));
    }

    @Override
    void checkFlat(Transfer transfer, int slot) {
        check(transfer, (int) transfer.in[slot], (int) transfer.in[slot + 1]);
    }

    private void check(Transfer transfer, int pointer, int taggedUnits) {
        StringEncoding encoding = simple(taggedUnits);
        long units = Integer.toUnsignedLong(source == StringEncoding.LATIN1_UTF16 ? taggedUnits & ~UTF16_TAG : taggedUnits);
        long length = encoding == StringEncoding.UTF16 ? 2 * units : units;
        if (length > MAX_BYTES) {
            throw AbiTraps.trap("string length " + length + " is more than the " + MAX_BYTES + " bytes that a string "
                    + "may have");
        }
        transfer.checkSource("string", Integer.toUnsignedLong(pointer), length,
                source == StringEncoding.UTF8 ? 1 : 2);
        transfer.charge(2 * units);
        boolean valid = switch (encoding) {
            case UTF8 -> Transcoding.isUtf8(transfer.from, pointer, (int) length);
            case UTF16 -> Transcoding.isUtf16(transfer.from, pointer, (int) length);
            case LATIN1_UTF16 -> true;
        };
        if (!valid) {
            throw AbiTraps.trap("invalid " + (encoding == StringEncoding.UTF8 ? "utf-8" : "utf-16") + " in a string");
        }
    }

    @Override
    void copy(Transfer transfer, int from, int to) {
        long stored = store(transfer, Words.readInt(transfer.from, from), Words.readInt(transfer.from, from + 4));
        Words.writeInt(transfer.to, to, pointer(stored));
        Words.writeInt(transfer.to, to + 4, units(stored));
    }

    @Override
    void copyFlat(Transfer transfer, int slot) {
        long stored = store(transfer, (int) transfer.in[slot], (int) transfer.in[slot + 1]);
        transfer.out[slot] = Integer.toUnsignedLong(pointer(stored));
        transfer.out[slot + 1] = Integer.toUnsignedLong(units(stored));
    }

    private static long stored(int pointer, int taggedUnits) {
        return Integer.toUnsignedLong(pointer) | (long) taggedUnits << 32;
    }

    private static int pointer(long stored) {
        return (int) stored;
    }

    private static int units(long stored) {
        return (int) (stored >>> 32);
    }

    /** Writes a string and answers where it stands and how long it is, tagged where the target's encoding has a tag. */
    private long store(Transfer transfer, int from, int taggedUnits) {
        StringEncoding encoding = simple(taggedUnits);
        int units = source == StringEncoding.LATIN1_UTF16 ? taggedUnits & ~UTF16_TAG : taggedUnits;
        return switch (target) {
            case UTF8 -> switch (encoding) {
                case UTF8 -> same(transfer, from, units, units, 1);
                case UTF16 -> toUtf8(transfer, true, from, units, 3L * units);
                case LATIN1_UTF16 -> toUtf8(transfer, false, from, units, 2L * units);
            };
            case UTF16 -> switch (encoding) {
                case UTF8 -> utf8ToUtf16(transfer, from, units);
                case UTF16 -> same(transfer, from, 2 * units, units, 2);
                case LATIN1_UTF16 -> {
                    int pointer = transfer.allocate("string", 2, 2L * units);
                    Transcoding.widen(transfer.from, from, units, transfer.to, pointer);
                    yield stored(pointer, units);
                }
            };
            case LATIN1_UTF16 -> switch (encoding) {
                case UTF8 -> toLatin1OrUtf16(transfer, false, from, units);
                case UTF16 -> source == StringEncoding.UTF16
                        ? toLatin1OrUtf16(transfer, true, from, units)
                        : probablyUtf16(transfer, from, units);
                case LATIN1_UTF16 -> same(transfer, from, units, units, 2);
            };
        };
    }

    /** {@code store_string_copy} where both sides have the same bytes. */
    private static long same(Transfer transfer, int from, int bytes, int units, int alignment) {
        int pointer = transfer.allocate("string", alignment, bytes);
        System.arraycopy(transfer.from, from, transfer.to, pointer, bytes);
        return stored(pointer, units);
    }

    /** {@code store_string_to_utf8}: first as many bytes as code units, then the worst case, then what it took. */
    private static long toUtf8(Transfer transfer, boolean utf16, int from, int units, long worst) {
        int pointer = transfer.allocate("string", 1, units);
        int ascii = utf16
                ? Transcoding.asciiOfUtf16(transfer.from, from, units, transfer.to, pointer)
                : Transcoding.asciiOfLatin1(transfer.from, from, units, transfer.to, pointer);
        if (ascii == units) {
            return stored(pointer, units);
        }
        pointer = transfer.reallocate("string", pointer, units, 1, worst);
        int end = utf16
                ? Transcoding.utf16ToUtf8(transfer.from, from + 2 * ascii, units - ascii, transfer.to, pointer + ascii)
                : Transcoding.latin1ToUtf8(transfer.from, from + ascii, units - ascii, transfer.to, pointer + ascii);
        int length = end - pointer;
        if (worst > length) {
            pointer = transfer.reallocate("string", pointer, worst, 1, length);
        }
        return stored(pointer, length);
    }

    /** {@code store_utf8_to_utf16}. */
    private static long utf8ToUtf16(Transfer transfer, int from, int units) {
        long worst = 2L * units;
        int pointer = transfer.allocate("string", 2, worst);
        int length = Transcoding.utf8ToUtf16(transfer.from, from, units, transfer.to, pointer) - pointer;
        if (length < worst) {
            pointer = transfer.reallocate("string", pointer, worst, 2, length);
        }
        return stored(pointer, length / 2);
    }

    /** {@code store_string_to_latin1_or_utf16}. */
    private static long toLatin1OrUtf16(Transfer transfer, boolean utf16, int from, int units) {
        int pointer = transfer.allocate("string", 2, units);
        Transcoding.Latin1 read = utf16
                ? Transcoding.latin1OfUtf16(transfer.from, from, units, transfer.to, pointer)
                : Transcoding.latin1OfUtf8(transfer.from, from, units, transfer.to, pointer);
        if (read.unitsRead() == units) {
            if (read.written() < units) {
                pointer = transfer.reallocate("string", pointer, units, 2, read.written());
            }
            return stored(pointer, read.written());
        }
        long worst = 2L * units;
        pointer = transfer.reallocate("string", pointer, units, 2, worst);
        Transcoding.widenInPlace(transfer.to, pointer, read.written());
        int at = pointer + 2 * read.written();
        int rest = units - read.unitsRead();
        int end;
        if (utf16) {
            System.arraycopy(transfer.from, from + 2 * read.unitsRead(), transfer.to, at, 2 * rest);
            end = at + 2 * rest;
        } else {
            end = Transcoding.utf8ToUtf16(transfer.from, from + read.unitsRead(), rest, transfer.to, at);
        }
        int length = end - pointer;
        if (worst > length) {
            pointer = transfer.reallocate("string", pointer, worst, 2, length);
        }
        return stored(pointer, length / 2 | UTF16_TAG);
    }

    /** {@code store_probably_utf16_to_latin1_or_utf16}. */
    private static long probablyUtf16(Transfer transfer, int from, int units) {
        int bytes = 2 * units;
        int pointer = transfer.allocate("string", 2, bytes);
        System.arraycopy(transfer.from, from, transfer.to, pointer, bytes);
        if (!Transcoding.isLatin1(transfer.from, from, units)) {
            return stored(pointer, units | UTF16_TAG);
        }
        for (int i = 0; i < units; i++) {
            transfer.to[pointer + i] = transfer.to[pointer + 2 * i];
        }
        return stored(transfer.reallocate("string", pointer, bytes, 1, units), units);
    }
}
