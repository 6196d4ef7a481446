package arcella.shell.internal.session;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The terminal's keys as a command's standard input: Ctrl-D is its end. */
final class Keyboard extends FilterInputStream {

    private static final int END = 4;

    Keyboard(InputStream keys) {
        super(keys);
    }

    @Override
    public int read() throws IOException {
        int key = super.read();
        return key == END ? -1 : key;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = 0;
        do {
            int key = read();
            if (key < 0) {
                return count == 0 ? -1 : count;
            }
            target[offset + count++] = (byte) key;
            if (key == '\n') {
                return count;
            }
        } while (count < length);
        return count;
    }
}
