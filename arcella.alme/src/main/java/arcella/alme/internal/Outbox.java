package arcella.alme.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;

/**
 * What waits to be written to one client, and the loop that writes it, on a thread of its own: verbs never wait for a
 * socket, and however slow a client is, it holds up nobody else.
 *
 * <p>What waits is bounded, since a verb's stream waits for room ({@link #put}), progress is dropped where there is none
 * ({@link #offer}), and answers ({@link #add}) are bounded by the number of requests in flight, each of which counts until its answer is
 * written.
 */
final class Outbox {

    private static final int ROOM = 1 << 20;
    private static final int ROOM_FOR_PROGRESS = 64 << 10;

    /** A frame, and what to do when it has been written. */
    private record Entry(byte[] frame, Runnable written) {}

    private static final Runnable NOTHING = () -> {};

    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final OutputStream out;
    private long waiting;
    private boolean finishing;
    private boolean closed;
    private volatile long writingSince;

    Outbox(OutputStream out) {
        this.out = out;
    }

    /** Adds a frame whatever waits; {@code written} runs on the writing thread. */
    synchronized void add(byte[] frame, Runnable written) {
        if (!closed && !finishing) {
            queue.add(new Entry(frame, written));
            waiting += frame.length;
            notifyAll();
        }
    }

    /** Adds a frame once there is room; nothing happens if the connection is gone. */
    synchronized void put(byte[] frame) throws InterruptedException {
        while (waiting > ROOM && !closed && !finishing) {
            wait();
        }
        add(frame, NOTHING);
    }

    /** Adds a frame if hardly anything waits, else drops it. */
    synchronized void offer(byte[] frame) {
        if (waiting <= ROOM_FOR_PROGRESS) {
            add(frame, NOTHING);
        }
    }

    /** Lets what waits be written, and ends the loop then. */
    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    /** Ends the loop now. */
    synchronized void close() {
        closed = true;
        queue.clear();
        notifyAll();
    }

    /** When the write in progress began, by {@link System#nanoTime()}; 0 if there is none. */
    long writingSince() {
        return writingSince;
    }

    /** Writes until the end. */
    void run() throws IOException, InterruptedException {
        while (true) {
            Entry entry;
            synchronized (this) {
                while (queue.isEmpty() && !closed && !finishing) {
                    wait();
                }
                if (closed || queue.isEmpty()) {
                    return;
                }
                entry = queue.remove();
            }
            writingSince = System.nanoTime() | 1;
            out.write(entry.frame());
            writingSince = 0;
            synchronized (this) {
                waiting -= entry.frame().length;
                notifyAll();
            }
            entry.written().run();
        }
    }
}
