package arcella.it;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program at a terminal of its own: {@code script} of util-linux makes the terminal, and this types its keys and keeps
 * all that it printed. The text is what was printed without escape sequences, not what a screen would show in the end.
 */
final class PseudoTerminal implements AutoCloseable {

    private final Process process;
    private final StringBuilder printed = new StringBuilder();
    private final Thread reader;

    /** @param environment names and values in turn */
    PseudoTerminal(int columns, String command, String... environment) throws IOException {
        String inside = "stty cols " + columns + " rows 50; exec " + command;
        ProcessBuilder builder = new ProcessBuilder(List.of("script", "-qefc", inside, "/dev/null")).redirectErrorStream(true);
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("LC_ALL", "C.UTF-8");
        process = builder.start();
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        char[] chunk = new char[4096];
        try (Reader from = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                synchronized (printed) {
                    printed.append(chunk, 0, count);
                    printed.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was printed. */
    String raw() {
        synchronized (printed) {
            return printed.toString();
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[()][0-9A-B]|\u001b[=>]|\r", "");
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Types and waits for what is printed from then on to fit; that. */
    String type(String keys, Predicate<String> fits) throws Exception {
        int from = raw().length();
        type(keys);
        return await(from, fits);
    }

    /** Waits for all that was printed to fit. */
    String await(Predicate<String> fits) throws Exception {
        return await(0, fits);
    }

    private String await(int from, Predicate<String> fits) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        synchronized (printed) {
            while (true) {
                String text = plain(printed.substring(from));
                if (fits.test(text)) {
                    return text;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("the terminal shows:\n" + text);
                }
                printed.wait(200);
            }
        }
    }

    /** Waits for the program to end; its exit code. */
    int ended() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the program does not end; it printed:\n" + plain(raw()));
        }
        reader.join(TimeUnit.MINUTES.toMillis(1));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }
}
