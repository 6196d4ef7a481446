package arcella.shell;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Key strokes from a test to a shell. */
final class TestKeys extends InputStream {

    private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();

    void type(String text) {
        for (byte key : text.getBytes(StandardCharsets.UTF_8)) {
            keys.add(key & 0xff);
        }
    }

    @Override
    public void close() {
        keys.add(-1);
    }

    @Override
    public int read() {
        try {
            int key = keys.take();
            if (key < 0) {
                keys.add(-1);
            }
            return key;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int key = read();
        if (key < 0) {
            return -1;
        }
        target[offset] = (byte) key;
        return 1;
    }
}
