package arcella.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import arcella.wasi.Denial;

/** A listener that keeps what it hears, and complains about what breaks the order. */
class Recorder implements InstanceListener {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Denial> denials = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Ending> end = new CompletableFuture<>();
    private final InputStream input;
    private volatile boolean within;
    private volatile String disorder = "";

    Recorder() {
        this(InputStream.nullInputStream());
    }

    Recorder(byte[] input) {
        this(new ByteArrayInputStream(input));
    }

    Recorder(InputStream input) {
        this.input = input;
    }

    @Override
    public void output(StandardStream stream, byte[] bytes) {
        enter("output");
        (stream == StandardStream.STDOUT ? out : err).writeBytes(bytes);
        within = false;
    }

    @Override
    public void denied(Denial denial) {
        enter("a refusal");
        denials.add(denial);
        within = false;
    }

    @Override
    public void ended(Ending ending) {
        enter("ended");
        if (!end.complete(ending)) {
            disorder = "ended twice";
        }
        within = false;
    }

    private void enter(String what) {
        if (within) {
            disorder = what + " came while another call was not over";
        }
        if (end.isDone()) {
            disorder = what + " came after the end";
        }
        within = true;
    }

    @Override
    public InputStream input() {
        return input;
    }

    synchronized byte[] bytes() {
        return out.toByteArray();
    }

    String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<Denial> denials() {
        return List.copyOf(denials);
    }

    Ending ending() {
        try {
            Ending ending = end.get(2, TimeUnit.MINUTES);
            if (!disorder.isEmpty()) {
                throw new AssertionError(disorder);
            }
            return ending;
        } catch (TimeoutException e) {
            throw new AssertionError("no end within two minutes", e);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Waits until the output contains this. */
    void awaitText(String wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!text().contains(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no \"" + wanted + "\" within two minutes in: " + text());
            }
            Thread.sleep(5);
        }
    }
}
