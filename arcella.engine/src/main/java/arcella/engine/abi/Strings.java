package arcella.engine.abi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import arcella.engine.core.CoreMemory;

/**
 * Strings in a guest's memory ({@code CanonicalABI.md}, {@code load_string_from_range} and
 * {@code store_string_into_range}). On the Java side every string is a {@link String} of Unicode scalar values.
 *
 * <p>Storing asks {@code realloc} for the sizes that the specification names, since guests can see those calls: into UTF-8 as
 * for a string that the host has in UTF-8, else as for one in UTF-16 or Latin-1, whichever Java holds. The adapter for WASI
 * 0.1 that toolchains put into components lets no string grow, and would trap where one did.
 */
final class Strings {

    /** The most bytes of one string ({@code MAX_STRING_BYTE_LENGTH}). */
    static final long MAX_BYTES = (1L << 28) - 1;

    /** In a length of {@code latin1+utf16}: the code units are UTF-16. */
    static final int UTF16_TAG = 1 << 31;

    private Strings() {}

    /**
     * A string's place in memory.
     *
     * @param pointer its address
     * @param length its code units, tagged where the encoding has a tag
     */
    record Stored(int pointer, int length) {}

    /**
     * Reads a string that a guest names.
     *
     * @param budget what the call may carry: charged for what lies in the memory, and nothing else
     */
    static String load(AbiMemory memory, StringEncoding encoding, long pointer, long taggedUnits, ByteBudget budget) {
        return switch (encoding) {
            case UTF8 -> decodeUtf8(memory, pointer, taggedUnits, budget);
            case UTF16 -> decode(memory, pointer, 2 * taggedUnits, 2, StandardCharsets.UTF_16LE, budget);
            case LATIN1_UTF16 -> (taggedUnits & Integer.toUnsignedLong(UTF16_TAG)) != 0
                    ? decode(memory, pointer, 2 * (taggedUnits ^ Integer.toUnsignedLong(UTF16_TAG)), 2,
                            StandardCharsets.UTF_16LE, budget)
                    : decode(memory, pointer, taggedUnits, 2, StandardCharsets.ISO_8859_1, budget);
        };
    }

    private static void check(AbiMemory memory, long pointer, long length, int alignment) {
        if (length > MAX_BYTES) {
            throw AbiTraps.trap("string length " + length + " is more than the " + MAX_BYTES + " bytes that a string "
                    + "may have");
        }
        memory.check("string", pointer, length, alignment);
    }

    private static String decodeUtf8(AbiMemory memory, long pointer, long length, ByteBudget budget) {
        check(memory, pointer, length, 1);
        budget.charge(2 * length);
        String text = memory.text().decode(memory.core().bytes(), (int) pointer, (int) length);
        if (text == null) {
            throw AbiTraps.trap("invalid utf-8 in a string");
        }
        return text;
    }

    private static String decode(AbiMemory memory, long pointer, long length, int alignment, Charset charset,
            ByteBudget budget) {
        check(memory, pointer, length, alignment);
        budget.charge(charset == StandardCharsets.UTF_16LE ? length : 2 * length);
        byte[] bytes = memory.core().bytes();
        if (charset == StandardCharsets.ISO_8859_1) {
            return new String(bytes, (int) pointer, (int) length, charset);
        }
        // The quick way puts the replacement character where the bytes are wrong; only then, or where the guest wrote that
        // very character, the strict way has to tell.
        String text = new String(bytes, (int) pointer, (int) length, charset);
        return text.indexOf('\ufffd') < 0 ? text : decodeStrictly(bytes, (int) pointer, (int) length, charset);
    }

    private static String decodeStrictly(byte[] bytes, int pointer, int length, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, pointer, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw AbiTraps.trap("invalid utf-16 in a string");
        }
    }

    /**
     * Puts a text into space of the guest's.
     *
     * @throws arcella.error.ArcellaException with {@code BAD_CALL}, before the guest has been asked for space, if there
     *     is a lone surrogate in it
     */
    static Stored store(AbiMemory memory, StringEncoding encoding, String text) {
        if (!(encoding == StringEncoding.UTF8 ? memory.text().measure(text) : isWellFormed(text))) {
            throw AdapterPort.bad("a string with a lone surrogate", "string");
        }
        return switch (encoding) {
            case UTF8 -> storeUtf8(memory, text, memory.text());
            case UTF16 -> storeUtf16(memory, text);
            case LATIN1_UTF16 -> isLatin1(text) ? storeLatin1(memory, text) : storeLatin1OrUtf16(memory, text);
        };
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static void checkLength(long bytes) {
        if (bytes > MAX_BYTES) {
            throw AbiTraps.trap("a string of " + bytes + " bytes is more than the " + MAX_BYTES
                    + " that a string may have");
        }
    }

    /** {@code store_string_copy}: what it takes, at once. */
    private static Stored storeUtf8(AbiMemory memory, String text, TextBuffer measured) {
        long length = measured.length();
        checkLength(length);
        int pointer = memory.allocate("string", 1, length);
        CoreMemory core = memory.core();
        measured.writeAscii(text, core, pointer);
        if (measured.ascii() < length) {
            measured.writeRest(text, core, pointer);
        }
        return new Stored(pointer, (int) length);
    }

    private static Stored storeUtf16(AbiMemory memory, String text) {
        long length = 2L * text.length();
        checkLength(length);
        int pointer = memory.allocate("string", 2, length);
        memory.core().write(pointer, text.getBytes(StandardCharsets.UTF_16LE));
        return new Stored(pointer, text.length());
    }

    private static Stored storeLatin1(AbiMemory memory, String text) {
        checkLength(text.length());
        int pointer = memory.allocate("string", 2, text.length());
        memory.core().write(pointer, text.getBytes(StandardCharsets.ISO_8859_1));
        return new Stored(pointer, text.length());
    }

    /** {@code store_string_to_latin1_or_utf16}, for a text that turns out not to be Latin-1. */
    private static Stored storeLatin1OrUtf16(AbiMemory memory, String text) {
        int units = text.length();
        long worst = 2L * units;
        checkLength(worst);
        int pointer = memory.allocate("string", 2, units);
        int latin1 = 0;
        while (text.charAt(latin1) <= 0xff) {
            latin1++;
        }
        memory.core().write(pointer, text.substring(0, latin1).getBytes(StandardCharsets.ISO_8859_1));
        pointer = memory.reallocate("string", pointer, units, 2, worst);
        memory.core().write(pointer, text.getBytes(StandardCharsets.UTF_16LE));
        return new Stored(pointer, units | UTF16_TAG);
    }

    /** Whether a Java string is of Unicode scalar values, with no lone surrogate. */
    private static boolean isWellFormed(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE) {
                if (unit >= Character.MIN_LOW_SURROGATE || ++i == length || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
