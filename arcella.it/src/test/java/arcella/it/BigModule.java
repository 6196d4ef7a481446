package arcella.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes core modules with as many functions as wanted, to have something that takes a while to compile. */
final class BigModule {

    private BigModule() {}

    private static final int LINES = 35;
    /** More than a Java method can be. */
    private static final int TOO_MANY_LINES = 20_000;

    /**
     * Writes a module with that many functions of some 350 bytes of code each, of which the last is exported as {@code
     * last} and gives its own number.
     */
    static Path write(Path file, int functions) throws IOException {
        return write(file, functions, LINES);
    }

    /** As {@link #write(Path, int)}, but each function is too large to be compiled. */
    static Path writeInterpreted(Path file, int functions) throws IOException {
        return write(file, functions, TOO_MANY_LINES);
    }

    private static Path write(Path file, int functions, int lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(out, 1, new byte[] {1, 0x60, 0, 1, 0x7F});
        ByteArrayOutputStream types = number(functions);
        types.write(new byte[functions]);
        section(out, 3, types.toByteArray());
        ByteArrayOutputStream exports = number(1);
        exports.write(4);
        exports.write("last".getBytes(StandardCharsets.US_ASCII));
        exports.write(0);
        exports.write(number(functions - 1).toByteArray());
        section(out, 7, exports.toByteArray());
        ByteArrayOutputStream bodies = number(functions);
        for (int i = 0; i < functions; i++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(new byte[] {1, 1, 0x7F});
            for (int j = 0; j < lines; j++) {
                // A local plus a constant, times a constant, and back.
                body.write(new byte[] {0x20, 0, 0x41, (byte) (j & 0x3F), 0x6A, 0x41, (byte) (i & 0x3F), 0x6C, 0x21, 0});
            }
            body.write(0x41);
            signed(body, i);
            body.write(0x0B);
            bodies.write(number(body.size()).toByteArray());
            bodies.write(body.toByteArray());
        }
        section(out, 10, bodies.toByteArray());
        return Files.write(file, out.toByteArray());
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) throws IOException {
        out.write(id);
        out.write(number(content.length).toByteArray());
        out.write(content);
    }

    /** A number without sign, in LEB128. */
    static ByteArrayOutputStream number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out;
    }

    private static void signed(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x40) {
            out.write(rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write(rest);
    }
}
