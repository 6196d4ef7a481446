package arcella.shell.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * What {@code $( )} takes of its commands' output. Whoever writes more than there is room for fails with it, and so comes to an
 * end; who goes on writing behind the end, in the background, finds that nobody reads. Thread-safe.
 */
public final class Capture implements WritableByteChannel {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final HeldText.Share share;

    public Capture(HeldText held) {
        this.share = held.share("$( )");
    }

    @Override
    public synchronized int write(ByteBuffer source) throws ClosedChannelException {
        if (share.closed()) {
            throw new ClosedChannelException();
        }
        int count = source.remaining();
        share.add(count);
        byte[] bytes = new byte[count];
        source.get(bytes);
        printed.write(bytes, 0, count);
        return count;
    }

    /** The text, without the ends of lines behind it. */
    public synchronized String text() {
        String text = printed.toString(StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Takes no more. */
    public synchronized void end() {
        share.close();
        printed.reset();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Each of the commands closes what it writes to; the end is when all are done.
    }
}
