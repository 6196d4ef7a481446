package arcella.shell.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jline.terminal.Size;

import arcella.command.Data;
import arcella.command.Invocation;

/**
 * Finds out whether a terminal is at the other side. A caller with one sends its type and size ahead of the first key
 * stroke; so whichever comes first decides, the control event or input. Later sizes are passed on.
 */
final class Entrance implements AutoCloseable {

    /** Hears of sizes; called on the connection's thread, must not block. */
    interface SizeListener {
        void resized(Size size);
    }

    /** The control event of a caller without a terminal, who sends input only when it is asked for. */
    static final String ON_DEMAND = "input-on-demand";

    private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    private final PeekedInput input;
    private volatile boolean onDemand;
    private Optional<Size> size = Optional.empty();
    private Optional<SizeListener> listener = Optional.empty();

    Entrance(Invocation invocation) {
        input = new PeekedInput(invocation.input());
        invocation.onControl(this::control);
    }

    private void control(String event, Data data) {
        if (event.equals(ON_DEMAND)) {
            onDemand = true;
            answer.complete(Optional.empty());
            return;
        }
        if (!event.equals("resize") || !(data instanceof Data.Fields(Map<String, Data> fields))) {
            return;
        }
        if (fields.get("columns") instanceof Data.Whole(long columns) && columns > 0 && columns <= 10_000
                && fields.get("rows") instanceof Data.Whole(long rows) && rows > 0 && rows <= 10_000) {
            Size known = new Size((int) columns, (int) rows);
            Optional<SizeListener> told;
            synchronized (this) {
                size = Optional.of(known);
                told = listener;
            }
            answer.complete(Optional.of(fields.get("term") instanceof Data.Text(String type) ? type : "dumb"));
            told.ifPresent(one -> one.resized(known));
        }
    }

    /** Whether the caller waits to be asked for input. */
    boolean onDemand() {
        return onDemand;
    }

    /** The caller's input, none of it lost. */
    InputStream input() {
        return input;
    }

    /**
     * The type of the caller's terminal; empty if there is none.
     *
     * @param most how long to wait for any sign
     */
    Optional<String> terminal(Duration most) throws InterruptedException {
        input.peek(() -> answer.complete(Optional.empty()));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
    }

    /** Waits for the first size, if it is not there yet; the size, if it came. */
    Optional<Size> awaitSize(Duration most) throws InterruptedException {
        try {
            answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
        synchronized (this) {
            return size;
        }
    }

    /** From now on all sizes go there, the last one at once. */
    void onSize(SizeListener hearing) {
        Optional<Size> known;
        synchronized (this) {
            listener = Optional.of(hearing);
            known = size;
        }
        known.ifPresent(hearing::resized);
    }

    /** Ends the input, so that nobody waits for its first byte any more. */
    @Override
    public void close() throws IOException {
        input.close();
    }

    /** Input whose first byte may be read ahead. */
    private static final class PeekedInput extends InputStream {
        private final InputStream in;
        private final FutureTask<Integer> first;
        private boolean peeked;
        private boolean taken;

        PeekedInput(InputStream in) {
            this.in = in;
            this.first = new FutureTask<>(in::read);
        }

        void peek(Runnable arrived) {
            synchronized (this) {
                peeked = true;
            }
            Thread.ofPlatform().daemon().name("arcella-shell-entrance").start(() -> {
                first.run();
                arrived.run();
            });
        }

        private synchronized boolean firstIsAhead() {
            boolean ahead = peeked && !taken;
            taken = true;
            return ahead;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public int read() throws IOException {
            if (!firstIsAhead()) {
                return in.read();
            }
            try {
                return first.get();
            } catch (InterruptedException e) {
                throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            boolean ahead;
            synchronized (this) {
                ahead = peeked && !taken;
            }
            if (!ahead) {
                return in.read(target, offset, length);
            }
            int one = read();
            if (one < 0) {
                return -1;
            }
            target[offset] = (byte) one;
            return 1;
        }
    }
}
