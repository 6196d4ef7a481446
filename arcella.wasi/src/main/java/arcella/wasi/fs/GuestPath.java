package arcella.wasi.fs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A path as a guest gives it: UTF-8, no zero byte, short enough for the kernel. Immutable. */
public final class GuestPath {

    /** {@code PATH_MAX} with its final zero byte. */
    static final int MAX_BYTES = 4096;

    private final byte[] bytes;

    private GuestPath(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes a copy of a guest's bytes.
     *
     * @throws FsException {@link FsError#NO_ENTRY} if there are none, {@link FsError#INVALID} for a zero byte,
     *     {@link FsError#NOT_UTF8}, {@link FsError#NAME_TOO_LONG} from 4096 bytes on
     */
    public static GuestPath of(byte[] source, int offset, int length) throws FsException {
        if (length == 0) {
            throw FsError.NO_ENTRY.failure();
        }
        if (length >= MAX_BYTES) {
            throw FsError.NAME_TOO_LONG.failure();
        }
        byte[] copy = Arrays.copyOfRange(source, offset, offset + length);
        int ascii = 1;
        for (byte b : copy) {
            if (b == 0) {
                throw FsError.INVALID.failure();
            }
            ascii |= b;
        }
        if (ascii < 0 && !isUtf8(copy)) {
            throw FsError.NOT_UTF8.failure();
        }
        return new GuestPath(copy);
    }

    /** As {@link #of(byte[], int, int)}, for text. */
    public static GuestPath of(String text) throws FsException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    boolean absolute() {
        return bytes[0] == '/';
    }

    /** Whether it can only mean a folder: it ends in a slash. */
    boolean endsInSlash() {
        return bytes[bytes.length - 1] == '/';
    }

    /** Everything up to the last component (empty if there is nothing), and that component without slashes. */
    Split split() {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == '/') {
            end--;
        }
        int start = end;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return new Split(Arrays.copyOf(bytes, start), Arrays.copyOfRange(bytes, start, end));
    }

    /** The two parts of a path, for operations that work on a name in a folder. */
    @SuppressWarnings("ArrayRecordComponent")
    record Split(byte[] parent, byte[] name) {

        /** Whether the last component is no name: {@code .}, {@code ..}, or the root. */
        boolean dots() {
            return name.length == 0 || name.length == 1 && name[0] == '.'
                    || name.length == 2 && name[0] == '.' && name[1] == '.';
        }
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
