package arcella.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.AlmeError;
import arcella.error.ArcellaException;

/** The terminal's settings, by the program {@code stty}, which every Unix has. */
final class Stty {

    private static final File TERMINAL = new File("/dev/tty");

    private Stty() {}

    /**
     * The terminal's width: the second number of {@code ARCELLA_SIZE} (rows and columns, which the start script takes
     * from {@code stty} at a tenth of the price), {@code COLUMNS}, or what {@code stty} says; 0 if nobody knows.
     */
    static int columns(Map<String, String> environment) {
        String size = environment.get("ARCELLA_SIZE");
        if (size != null) {
            int[] known = parse(size);
            if (known.length == 2) {
                return known[1];
            }
        }
        String columns = environment.get("COLUMNS");
        if (columns != null && parse("0 " + columns).length == 2) {
            return parse("0 " + columns)[1];
        }
        int[] known = size();
        return known.length == 2 ? known[1] : 0;
    }

    /** Rows and columns; empty if unknown. */
    static int[] size() {
        try {
            return parse(run("size"));
        } catch (ArcellaException _) {
            return new int[0];
        }
    }

    private static int[] parse(String text) {
        int blank = text.indexOf(' ');
        try {
            int rows = Integer.parseInt(text.substring(0, Math.max(0, blank)));
            int columns = Integer.parseInt(text.substring(blank + 1));
            return columns > 0 ? new int[] {rows, columns} : new int[0];
        } catch (NumberFormatException _) {
            return new int[0];
        }
    }

    /**
     * Runs {@code stty} on the terminal and returns what it prints.
     *
     * @throws ArcellaException {@link AlmeError#TERMINAL} if that fails
     */
    static String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add("stty");
        command.addAll(List.of(arguments));
        Process process = null;
        try {
            process = new ProcessBuilder(command).redirectInput(TERMINAL).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return output;
            }
            throw failure(output, null);
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", e);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    private static ArcellaException failure(String why, @Nullable Exception cause) {
        return new ArcellaException(
                AlmeError.TERMINAL, "the terminal's settings cannot be read or changed: " + why,
                "run the command at a terminal that has the program stty", cause);
    }
}
