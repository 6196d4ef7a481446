package arcella.engine.internal.fused;

/** Text encodings on bytes in memories. What is read has been found valid, or is being looked at for that. */
final class Transcoding {

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long HIGH_BYTES_OR_BITS = 0xff80_ff80_ff80_ff80L;

    private Transcoding() {}

    /**
     * How far Latin-1 went.
     *
     * @param unitsRead code units of the source before the first character that is not Latin-1
     * @param written bytes written for them
     */
    record Latin1(int unitsRead, int written) {}

    /** Whether bytes are UTF-8: shortest forms, no surrogates, nothing past U+10FFFF. */
    static boolean isUtf8(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end) {
            if (at + 8 <= end && (Words.readLong(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
                continue;
            }
            int lead = bytes[at] & 0xff;
            if (lead < 0x80) {
                at++;
                continue;
            }
            int more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
            if (more == 0 || at + more >= end) {
                return false;
            }
            int second = bytes[at + 1] & 0xff;
            int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            if (second < least || second > most
                    || more > 1 && !continues(bytes[at + 2]) || more > 2 && !continues(bytes[at + 3])) {
                return false;
            }
            at += 1 + more;
        }
        return true;
    }

    private static boolean continues(byte value) {
        return (value & 0xc0) == 0x80;
    }

    /** Whether bytes are UTF-16: every surrogate one of a pair. The length is even. */
    static boolean isUtf16(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int at = from; at < end; at += 2) {
            char unit = Words.readChar(bytes, at);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            at += 2;
            if (Character.isLowSurrogate(unit) || at >= end || !Character.isLowSurrogate(Words.readChar(bytes, at))) {
                return false;
            }
        }
        return true;
    }

    static boolean isLatin1(byte[] utf16, int from, int units) {
        for (int at = from; at < from + 2 * units; at += 2) {
            if (Words.readChar(utf16, at) > 0xff) {
                return false;
            }
        }
        return true;
    }

    /** Copies ASCII up to the first other character; answers how many. */
    static int asciiOfUtf16(byte[] source, int from, int units, byte[] target, int to) {
        int i = 0;
        for (; i + 4 <= units; i += 4) {
            long four = Words.readLong(source, from + 2 * i);
            if ((four & HIGH_BYTES_OR_BITS) != 0) {
                break;
            }
            long pairs = four | four >>> 8;
            Words.writeInt(target, to + i, (int) (pairs & 0xffff | pairs >>> 16 & 0xffff_0000L));
        }
        for (; i < units; i++) {
            char unit = Words.readChar(source, from + 2 * i);
            if (unit >= 0x80) {
                return i;
            }
            target[to + i] = (byte) unit;
        }
        return i;
    }

    /** Copies ASCII up to the first other character; answers how many. */
    static int asciiOfLatin1(byte[] source, int from, int units, byte[] target, int to) {
        int i = 0;
        while (i + 8 <= units && (Words.readLong(source, from + i) & HIGH_BITS) == 0) {
            i += 8;
        }
        while (i < units && source[from + i] >= 0) {
            i++;
        }
        System.arraycopy(source, from, target, to, i);
        return i;
    }

    /** Answers the end of what was written, as all below. */
    static int utf16ToUtf8(byte[] source, int from, int units, byte[] target, int to) {
        int at = to;
        for (int i = from; i < from + 2 * units; i += 2) {
            int point = Words.readChar(source, i);
            if (Character.isHighSurrogate((char) point)) {
                i += 2;
                point = Character.toCodePoint((char) point, Words.readChar(source, i));
            }
            at = putUtf8(target, at, point);
        }
        return at;
    }

    static int latin1ToUtf8(byte[] source, int from, int units, byte[] target, int to) {
        int at = to;
        for (int i = from; i < from + units; i++) {
            at = putUtf8(target, at, source[i] & 0xff);
        }
        return at;
    }

    private static int putUtf8(byte[] target, int to, int point) {
        int at = to;
        if (point < 0x80) {
            target[at++] = (byte) point;
        } else if (point < 0x800) {
            target[at++] = (byte) (0xc0 | point >> 6);
            target[at++] = (byte) (0x80 | point & 0x3f);
        } else if (point < 0x10000) {
            target[at++] = (byte) (0xe0 | point >> 12);
            target[at++] = (byte) (0x80 | point >> 6 & 0x3f);
            target[at++] = (byte) (0x80 | point & 0x3f);
        } else {
            target[at++] = (byte) (0xf0 | point >> 18);
            target[at++] = (byte) (0x80 | point >> 12 & 0x3f);
            target[at++] = (byte) (0x80 | point >> 6 & 0x3f);
            target[at++] = (byte) (0x80 | point & 0x3f);
        }
        return at;
    }

    static int utf8ToUtf16(byte[] source, int from, int length, byte[] target, int to) {
        int at = to;
        int i = from;
        int end = from + length;
        while (i < end) {
            int lead = source[i];
            if (lead >= 0) {
                Words.writeChar(target, at, lead);
                at += 2;
                i++;
                continue;
            }
            int point = point(source, i);
            i += pointBytes(lead & 0xff);
            if (point < 0x10000) {
                Words.writeChar(target, at, point);
                at += 2;
            } else {
                Words.writeChar(target, at, Character.highSurrogate(point));
                Words.writeChar(target, at + 2, Character.lowSurrogate(point));
                at += 4;
            }
        }
        return at;
    }

    private static int pointBytes(int lead) {
        return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static int point(byte[] source, int at) {
        int lead = source[at] & 0xff;
        return switch (pointBytes(lead)) {
            case 1 -> lead;
            case 2 -> (lead & 0x1f) << 6 | source[at + 1] & 0x3f;
            case 3 -> (lead & 0x0f) << 12 | (source[at + 1] & 0x3f) << 6 | source[at + 2] & 0x3f;
            default -> (lead & 0x07) << 18 | (source[at + 1] & 0x3f) << 12 | (source[at + 2] & 0x3f) << 6
                    | source[at + 3] & 0x3f;
        };
    }

    static void widen(byte[] latin1, int from, int units, byte[] target, int to) {
        for (int i = 0; i < units; i++) {
            Words.writeChar(target, to + 2 * i, latin1[from + i] & 0xff);
        }
    }

    /** From the end, so that nothing is overwritten before it is read. */
    static void widenInPlace(byte[] bytes, int from, int units) {
        for (int i = units - 1; i >= 0; i--) {
            Words.writeChar(bytes, from + 2 * i, bytes[from + i] & 0xff);
        }
    }

    static Latin1 latin1OfUtf16(byte[] source, int from, int units, byte[] target, int to) {
        for (int i = 0; i < units; i++) {
            char unit = Words.readChar(source, from + 2 * i);
            if (unit > 0xff) {
                return new Latin1(i, i);
            }
            target[to + i] = (byte) unit;
        }
        return new Latin1(units, units);
    }

    static Latin1 latin1OfUtf8(byte[] source, int from, int length, byte[] target, int to) {
        int i = 0;
        int written = 0;
        while (i < length) {
            int lead = source[from + i];
            if (lead >= 0) {
                target[to + written++] = (byte) lead;
                i++;
                continue;
            }
            int point = point(source, from + i);
            if (point > 0xff) {
                return new Latin1(i, written);
            }
            target[to + written++] = (byte) point;
            i += 2;
        }
        return new Latin1(length, written);
    }
}
