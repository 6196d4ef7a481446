package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Drains a worker's standard error for ever and remembers its end. Nothing a worker writes can fill anything. */
final class ErrorTail {

    private static final int KEPT = 8 << 10;

    private final byte[] kept = new byte[KEPT];
    private long total;
    private final Thread thread;

    ErrorTail(InputStream errors, String name, Births births) {
        thread = births.thread(name, () -> drain(errors));
    }

    private void drain(InputStream errors) {
        byte[] buffer = new byte[4096];
        try (errors) {
            for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException e) {
            // The process is gone, and its pipe with it; what was read is kept.
            keep(new byte[0], 0);
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            kept[(int) (total++ % KEPT)] = bytes[i];
        }
    }

    /** What came last, as one line of printable characters, short enough for a message; empty if nothing came. */
    String text() {
        try {
            thread.join(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last();
    }

    private synchronized String last() {
        int count = (int) Math.min(total, 600);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = kept[(int) ((total - count + i) % KEPT)];
        }
        StringBuilder line = new StringBuilder(count);
        new String(bytes, StandardCharsets.UTF_8).strip().codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString().replaceAll(" {2,}", " ");
    }
}
