package arcella.cli;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeListener;
import arcella.alme.protocol.AlmeError;
import arcella.command.Data;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.line.ExitCode;
import arcella.command.line.ParsedLine;
import arcella.command.text.ResultText;
import arcella.error.ArcellaException;

/**
 * Lends this terminal to a verb: raw mode, key strokes to the daemon, its bytes to the screen, and the size whenever it
 * changes. Without a terminal, standard input goes over as it is; where the command is an argument, only once the verb asks for
 * it, so that a command that reads nothing takes nothing away.
 *
 * <p>The terminal's settings come back in every case in which this process can still do something: at the end, at a
 * failure, at a signal. A daemon that no longer answers is left with five Ctrl-C in a row.
 */
final class TerminalCall implements AlmeListener {

    private static final int INTERRUPTS = 5;
    private static final int CONTROL_C = 3;

    /** No bracketed paste, plain cursor and number keys, visible cursor, no colours. */
    private static final String USUAL_MODES = "\u001b[?2004l\u001b[?1l\u001b>\u001b[?25h\u001b[0m";

    private final AlmeClient client;
    private final Console console;
    private final Map<String, String> environment;
    private final Path folder;
    private final boolean terminal;
    private boolean onDemand;
    private boolean forwarding;
    private volatile int unanswered;
    private volatile boolean left;
    private volatile @Nullable IOException unwritten;

    TerminalCall(AlmeClient client, Console console, Map<String, String> environment, Path folder) {
        this.client = client;
        this.console = console;
        this.environment = environment;
        this.folder = folder;
        this.terminal = console.inTerminal() && console.outTerminal();
    }

    ExitCode run(VerbSpec spec, ParsedLine line) throws IOException {
        Data.Fields arguments = arguments(spec, line);
        onDemand = !terminal && arguments.values().containsKey("command") && !arguments.values().containsKey("terminal");
        String settings = terminal ? Stty.run("-g") : "";
        Thread restore = new Thread(() -> restore(settings), "restore");
        if (terminal) {
            Runtime.getRuntime().addShutdownHook(restore);
            Stty.run("raw", "-echo");
        }
        try {
            if (terminal) {
                onResize(() -> sendSize(""));
            }
            VerbResult result;
            try {
                result = call(spec, arguments);
            } catch (ArcellaException e) {
                failIfUnwritten();
                throw e;
            }
            // The answer may have been on its way before.
            failIfUnwritten();
            if (terminal) {
                restore(settings);
            }
            console.print(ResultText.result(spec.shape(), VerbResult.message(result.message()), console.screen()));
            return ExitCode.OK;
        } finally {
            if (terminal) {
                restore(settings);
                Runtime.getRuntime().removeShutdownHook(restore);
            }
        }
    }

    private void failIfUnwritten() throws IOException {
        IOException lost = unwritten;
        if (lost != null) {
            throw lost;
        }
    }

    private VerbResult call(VerbSpec spec, Data.Fields arguments) {
        try {
            return client.call(spec.name().toString(), arguments, List.of(), true, this);
        } catch (ArcellaException e) {
            if (left) {
                throw new ArcellaException(
                        AlmeError.CANCELLED, "left after " + INTERRUPTS + " times Ctrl-C without a reply", "", e);
            }
            throw e;
        }
    }

    /** The settings that the terminal had, and the modes that line editors switch on, whoever did. */
    private void restore(String settings) {
        try {
            console.print(USUAL_MODES);
        } catch (IOException _) {
            // The screen is gone, and needs no modes.
        }
        Stty.run(settings);
    }

    /** What the verb should know of this side, as far as it asks for it and nothing else was said. */
    private Data.Fields arguments(VerbSpec spec, ParsedLine line) {
        Map<String, Data> values = new LinkedHashMap<>(line.values().values());
        if (spec.parameter("no-color").isPresent() && Console.noColor(environment)) {
            values.putIfAbsent("no-color", Data.of(true));
        }
        if (spec.parameter("folder").isPresent()) {
            values.putIfAbsent("folder", Data.of(folder.toString()));
        }
        return new Data.Fields(values);
    }

    private void forward() {
        byte[] keys = new byte[16 << 10];
        try {
            int count = console.in().read(keys);
            while (count >= 0) {
                if (terminal && gaveUp(keys, count)) {
                    left = true;
                    client.close();
                    return;
                }
                if (count > 0) {
                    client.input(Arrays.copyOf(keys, count));
                }
                count = console.in().read(keys);
            }
            client.input(new byte[0]);
        } catch (IOException _) {
            // The daemon is gone, or the terminal: the waiting call finds out by itself or with this.
            client.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean gaveUp(byte[] keys, int count) {
        int interrupts = unanswered;
        for (int i = 0; i < count; i++) {
            interrupts = keys[i] == CONTROL_C ? interrupts + 1 : 0;
        }
        unanswered = interrupts;
        return interrupts >= INTERRUPTS;
    }

    /** @param type the terminal's type, told with the first size; else empty */
    private void sendSize(String type) {
        int[] size = Stty.size();
        Data.FieldsBuilder data = Data.fields()
                .put("columns", size.length == 2 ? size[1] : 80).put("rows", size.length == 2 ? size[0] : 24);
        sendControl("resize", (type.isEmpty() ? data : data.put("term", type)).build());
    }

    private void sendControl(String event, Data data) {
        try {
            client.control(event, data);
        } catch (IOException _) {
            // The waiting call finds out that the daemon is gone.
            client.close();
        }
    }

    /** The JDK hears signals only through a class that javac warns of, whatever is said to it: hence by name. */
    private static void onResize(Runnable action) {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "resize handler";
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> listener = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, handler);
            Method handle = signal.getMethod("handle", signal, listener);
            handle.invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException _) {
            // A Java without these classes: the size at the start has to do.
            return;
        }
    }

    @Override
    public void started() {
        if (terminal) {
            sendSize(environment.getOrDefault("TERM", "ansi"));
        }
        if (onDemand) {
            sendControl("input-on-demand", Data.EMPTY);
        } else {
            startForwarding();
        }
    }

    /** Once it runs, what this process has read is lost to whoever reads the same input behind it. */
    private void startForwarding() {
        if (forwarding) {
            return;
        }
        forwarding = true;
        Thread input = new Thread(this::forward, "input");
        input.setDaemon(true);
        input.start();
    }

    @Override
    public void event(String event, Data data) {
        unanswered = 0;
        if (event.equals("input-wanted")) {
            startForwarding();
            return;
        }
        try {
            if (data instanceof Data.Bytes(byte[] bytes)) {
                console.out().write(bytes);
                console.out().flush();
            }
        } catch (IOException e) {
            // The screen is gone, and with it the one who looked at it; or there is no room where the output goes.
            unwritten = e;
            client.close();
        }
    }

    @Override
    public void progress(String what, long done, long total) {
        // The verb owns the screen.
    }

    @Override
    public void sent(String part, long done, long total) {
        // Interactive verbs take no files.
    }
}
