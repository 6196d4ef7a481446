package arcella.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import arcella.command.text.Screen;

/**
 * The process's three streams, and what is known of the terminals behind them.
 *
 * @param in what is typed or piped in
 * @param out results
 * @param err failures and progress
 * @param inTerminal whether {@code in} is a terminal
 * @param outTerminal whether {@code out} is
 * @param errTerminal whether {@code err} is
 * @param screen how results are written
 */
record Console(
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean inTerminal,
        boolean outTerminal,
        boolean errTerminal,
        Screen screen) {

    /** This process's own. */
    static Console ofProcess(Map<String, String> environment) {
        boolean outTerminal = isTerminal(1);
        Screen screen = outTerminal
                ? screen(environment, Stty.columns(environment))
                : Screen.PLAIN;
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                isTerminal(0), outTerminal, isTerminal(2), screen);
    }

    /** What a terminal of that width shows: no lines where it does not show Unicode, no colours where none are wanted. */
    static Screen screen(Map<String, String> environment, int columns) {
        Screen screen = Screen.terminal(columns, noColor(environment));
        return unicode(environment) ? screen : new Screen(screen.columns(), false, screen.colours(), false);
    }

    static boolean noColor(Map<String, String> environment) {
        String noColor = environment.get("NO_COLOR");
        return noColor != null && !noColor.isEmpty() || "dumb".equals(environment.get("TERM"));
    }

    private static boolean unicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.get(name);
            if (value != null && !value.isEmpty()) {
                String locale = value.toUpperCase(Locale.ROOT);
                return locale.contains("UTF-8") || locale.contains("UTF8");
            }
        }
        return false;
    }

    /** {@code System.console()} only knows input and output together, and loads much to know it. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException _) {
            // Not Linux, or no /proc.
            return System.console() != null && System.console().isTerminal();
        }
    }

    void print(String text) throws IOException {
        if (!text.isEmpty()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    void complain(String text) throws IOException {
        err.write(text.getBytes(StandardCharsets.UTF_8));
        err.flush();
    }
}
