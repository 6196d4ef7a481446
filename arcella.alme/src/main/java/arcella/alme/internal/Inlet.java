package arcella.alme.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Bytes of one part of a request on their way from the connection's reader to the verb. The reader never waits: the
 * client may only send what was granted, and more is granted as the verb reads.
 */
final class Inlet extends InputStream {

    /** Bytes that came in one frame, and that frame's cost in credit. */
    private record Piece(byte[] bytes, int cost) {}

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private final IntConsumer consumed;
    private int at;
    private boolean ended;
    private boolean discarding;
    private String broken = "";

    /** @param consumed hears the cost of each frame whose bytes have all been read */
    Inlet(IntConsumer consumed) {
        this.consumed = consumed;
    }

    /** Takes what came in one frame. */
    void add(byte[] bytes, int cost, boolean last) {
        boolean drop;
        synchronized (this) {
            drop = discarding || bytes.length == 0;
            if (!drop) {
                pieces.add(new Piece(bytes, cost));
            }
            ended |= last;
            notifyAll();
        }
        if (drop) {
            consumed.accept(cost);
        }
    }

    synchronized boolean ended() {
        return ended;
    }

    /** Lets readers fail: the rest will not come. */
    synchronized void fail(String why) {
        if (!ended) {
            broken = why;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int count;
        int cost = 0;
        synchronized (this) {
            if (!await()) {
                return -1;
            }
            Piece piece = pieces.element();
            count = Math.min(length, piece.bytes().length - at);
            System.arraycopy(piece.bytes(), at, target, offset, count);
            at += count;
            if (at == piece.bytes().length) {
                pieces.remove();
                at = 0;
                cost = piece.cost();
            }
        }
        if (cost > 0) {
            consumed.accept(cost);
        }
        return count;
    }

    private boolean await() throws IOException {
        while (pieces.isEmpty()) {
            if (ended || discarding) {
                return false;
            }
            if (!broken.isEmpty()) {
                throw new IOException(broken);
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException failure = new InterruptedIOException("the request was cancelled");
                failure.initCause(e);
                throw failure;
            }
        }
        return true;
    }

    @Override
    public synchronized int available() {
        int available = -at;
        for (Piece piece : pieces) {
            available += piece.bytes().length;
        }
        return Math.max(0, available);
    }

    /** Drops what has come and what will come. */
    @Override
    public void close() {
        int cost = 0;
        synchronized (this) {
            discarding = true;
            for (Piece piece : pieces) {
                cost += piece.cost();
            }
            pieces.clear();
            at = 0;
            notifyAll();
        }
        if (cost > 0) {
            consumed.accept(cost);
        }
    }
}
