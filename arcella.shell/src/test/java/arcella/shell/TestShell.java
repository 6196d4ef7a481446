package arcella.shell;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jline.builtins.ScreenTerminal;

import arcella.command.Arguments;
import arcella.command.Caller;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbResult;

/** A caller of the verb {@code shell}: a keyboard, and a terminal emulator as its screen. */
final class TestShell implements Invocation, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Verb verb;
    private final Data.Fields values;
    private final TestKeys keys = new TestKeys();
    private final ScreenTerminal screen;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final List<BiConsumer<String, Data>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> cancelActions = new CopyOnWriteArrayList<>();
    private final CompletableFuture<VerbResult> result = new CompletableFuture<>();
    private final Thread thread;
    private final String term;
    private volatile Role role;
    private volatile int columns;
    private volatile int rows;
    private final boolean onDemand;
    private final CountDownLatch wanted = new CountDownLatch(1);
    private boolean held;

    TestShell(Verb verb, Data.Fields values, int columns, int rows) {
        this(verb, values, "", columns, rows);
    }

    /**
     * @param term the terminal's type as the client tells it with the first size; empty if it tells neither
     */
    TestShell(Verb verb, Data.Fields values, String term, int columns, int rows) {
        this(verb, values, term, columns, rows, Role.ADMIN);
    }

    /** @param role the caller's, at first */
    TestShell(Verb verb, Data.Fields values, String term, int columns, int rows, Role role) {
        this(verb, values, term, columns, rows, role, false);
    }

    private TestShell(Verb verb, Data.Fields values, String term, int columns, int rows, Role role, boolean onDemand) {
        this.onDemand = onDemand;
        this.role = role;
        this.term = term;
        this.verb = verb;
        this.values = values;
        this.columns = columns;
        this.rows = rows;
        this.screen = new ScreenTerminal(columns, rows);
        this.thread = Thread.ofPlatform().daemon().name("test-shell").start(() -> {
            try {
                result.complete(verb.run(this));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    /** One without a terminal, who says that input is to be asked for. */
    static TestShell onDemand(Verb verb, Data.Fields values) {
        return new TestShell(verb, values, "", 80, 24, Role.ADMIN, true);
    }

    /** Whether input was asked for. */
    boolean asked() {
        return wanted.getCount() == 0;
    }

    /** Waits until input is asked for. */
    void awaitAsked() throws InterruptedException {
        if (!wanted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asks for input; result: " + result);
        }
    }

    /** One at a terminal of 80 columns, ready for input. */
    static TestShell interactive(Verb verb) {
        return interactive(verb, 80, 24);
    }

    static TestShell interactive(Verb verb, int columns, int rows) {
        TestShell shell = new TestShell(verb, Data.EMPTY, "xterm-256color", columns, rows);
        shell.await(text -> text.contains("arcella@root()> "));
        return shell;
    }

    /** The caller has another role from now on. */
    void role(Role other) {
        role = other;
    }

    void type(String text) {
        keys.type(text);
    }

    /** Types a line and waits for the next prompt; what stands between them. */
    String run(String line) {
        clear();
        type(line + "\r");
        await(text -> text.stripTrailing().endsWith("arcella@root()>") && text.indexOf("arcella@root()>")
                != text.lastIndexOf("arcella@root()>"));
        List<String> lines = text().lines().toList();
        int last = 0;
        int first = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("arcella@root()>")) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        return String.join("\n", lines.subList(first + 1, last)).stripTrailing();
    }

    private void clear() {
        type("\f");
        await(text -> text.strip().equals("arcella@root()>"));
    }

    void resize(int newColumns, int newRows) {
        synchronized (screen) {
            screen.setSize(newColumns, newRows);
            columns = newColumns;
            rows = newRows;
        }
        size();
    }

    private void size() {
        Data data = Data.fields().put("columns", columns).put("rows", rows).build();
        listeners.forEach(listener -> listener.accept("resize", data));
    }

    /** What the screen shows, without blanks at the ends of lines. */
    String text() {
        synchronized (screen) {
            long[] cells = new long[columns * rows];
            screen.dump(cells, 0, 0, rows, columns, null);
            StringBuilder text = new StringBuilder();
            for (int y = 0; y < rows; y++) {
                StringBuilder line = new StringBuilder();
                for (int x = 0; x < columns; x++) {
                    line.appendCodePoint((int) (cells[y * columns + x] & 0xffffffffL));
                }
                text.append(line.toString().replace('\0', ' ').stripTrailing()).append('\n');
            }
            return text.toString().stripTrailing() + (text.toString().stripTrailing().endsWith("()>") ? " " : "");
        }
    }

    /** Lets the screen take nothing, as a client that does not read, or take what waits. */
    void hold(boolean hold) {
        synchronized (screen) {
            held = hold;
            screen.notifyAll();
        }
    }

    /** What the screen shows as one line, however a long one was broken at the edge. */
    String unbroken() {
        return text().replace("\n", "");
    }

    /** All bytes that were sent to the screen. */
    String raw() {
        synchronized (screen) {
            return raw.toString(StandardCharsets.UTF_8);
        }
    }

    void await(Predicate<String> fits) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fits.test(text())) {
            if (System.nanoTime() > end || result.isCompletedExceptionally()) {
                throw new AssertionError("the screen shows:\n" + text() + "\nresult: " + result);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits for the end of the verb. */
    VerbResult ended() throws Throwable {
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** Goes away, as a caller whose connection breaks. */
    void goAway() {
        cancelActions.forEach(Runnable::run);
        thread.interrupt();
        keys.close();
    }

    @Override
    public Arguments arguments() {
        return Arguments.of(verb.spec(), values);
    }

    @Override
    public Caller caller() {
        return new Caller("tester", 1, role, Caller.Origin.ALME);
    }

    @Override
    public InputStream upload(String parameter) {
        throw new IllegalArgumentException(parameter);
    }

    @Override
    public InputStream input() {
        return keys;
    }

    @Override
    public void onControl(BiConsumer<String, Data> listener) {
        listeners.add(listener);
        if (onDemand) {
            listener.accept("input-on-demand", Data.EMPTY);
        }
        if (values.values().containsKey("terminal")) {
            size();
        } else if (!term.isEmpty()) {
            listener.accept("resize", Data.fields().put("columns", columns).put("rows", rows).put("term", term).build());
        }
    }

    @Override
    public void progress(String what, long done, long total) {
        throw new AssertionError("the shell itself reports no progress");
    }

    @Override
    public void emit(String event, Data data) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while sending");
        }
        if (event.equals("input-wanted")) {
            if (asked()) {
                throw new AssertionError("asked twice");
            }
            wanted.countDown();
            return;
        }
        byte[] bytes = ((Data.Bytes) data).value();
        synchronized (screen) {
            while (held) {
                screen.wait();
            }
            raw.write(bytes, 0, bytes.length);
            screen.write(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onCancel(Runnable action) {
        cancelActions.add(action);
    }

    /** Ends the input. */
    void endInput() {
        keys.close();
    }

    @Override
    public void close() {
        keys.close();
        try {
            result.handle((value, failure) -> Arrays.asList(value, failure)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the shell does not end", e);
        }
    }
}
