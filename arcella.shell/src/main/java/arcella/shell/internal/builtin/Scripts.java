package arcella.shell.internal.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Parser.Executable;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.gogo.SteadySession;

/** Runs files of commands. */
public final class Scripts {

    /** The largest script in bytes: one that is written by hand is a hundredth of it. */
    private static final int LARGEST = 1 << 20;

    private Scripts() {}

    /** The command line that runs a script. */
    public static String sourceLine(Path file) {
        return "shell:source '" + file.toString().replace("\\", "\\\\").replace("'", "'\\''") + "'";
    }

    /**
     * Runs a script in a session.
     *
     * @throws Exception what its failing command threw; a coded failure says in which line
     */
    static void run(CommandSession session, Path file, List<Object> arguments) throws Exception {
        String text;
        try {
            text = read(file);
        } catch (CharacterCodingException e) {
            throw new ArcellaException(ShellError.FILE, "'" + file + "' is no UTF-8 text", "", e);
        } catch (IOException e) {
            throw new ArcellaException(
                    ShellError.FILE,
                    Files.isDirectory(file) ? "'" + file + "' is a folder"
                            : Files.exists(file) ? "the script '" + file + "' cannot be read: " + e.getMessage()
                            : "there is no script '" + file + "'",
                    "name a file of commands",
                    e);
        }
        Object before = session.get("0");
        session.put("0", file.getFileName().toString());
        try {
            for (Part part : parts(file, text)) {
                try {
                    closure(session, part.text()).execute(session, arguments);
                } catch (ArcellaException e) {
                    throw placed(e, file, part.line());
                }
            }
        } finally {
            session.put("0", before);
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new ArcellaException(
                        ShellError.TOO_MUCH_TEXT,
                        "the script '" + file + "' is larger than " + (LARGEST >> 20) + " MiB",
                        "name a file of commands, or write several that source one another");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    /** One command line of a script, which may go over several lines of the file. */
    private record Part(int line, String text) {}

    private static List<Part> parts(Path file, String text) {
        List<Executable> all;
        try {
            all = new Parser(text).program().tokens();
        } catch (SyntaxError e) {
            throw placed(
                    new ArcellaException(ShellError.SYNTAX, "the command line cannot be read: " + e.getMessage(), "", e),
                    file, e.line());
        }
        List<Part> parts = new ArrayList<>();
        int first = 0;
        for (int i = 0; i <= all.size(); i++) {
            boolean end = i == all.size() || Token.eq(";", all.get(i)) || Token.eq("\n", all.get(i));
            if (end && i > first) {
                // From one separator to the next: Gogo's statements do not count their redirections.
                int start = first == 0 ? 0 : all.get(first - 1).start() + all.get(first - 1).length();
                int stop = i == all.size() ? text.length() : all.get(i).start();
                int line = 1 + (int) text.substring(0, all.get(first).start()).chars().filter(c -> c == '\n').count();
                parts.add(new Part(line, text.substring(start, stop)));
            }
            first = end ? i + 1 : first;
        }
        return parts;
    }

    /**
     * Commands to be run later.
     *
     * @throws Exception if the text cannot be read
     */
    static Function closure(CommandSession session, String text) throws Exception {
        if (!(session instanceof SteadySession own)) {
            throw new IllegalArgumentException("a session of another interpreter: " + session.getClass());
        }
        return own.closure(text);
    }

    private static ArcellaException placed(ArcellaException failure, Path file, int line) {
        String place = file.getFileName() + " line " + line;
        if (!(failure instanceof InScript inner)) {
            return new InScript(List.of(place), failure);
        }
        List<String> places = new ArrayList<>(List.of(place));
        places.addAll(inner.places);
        return new InScript(places, inner.failure);
    }

    /** A failure with the lines that led to it, the outermost script's first; a line that calls itself stands there once. */
    private static final class InScript extends ArcellaException {
        private static final long serialVersionUID = 1L;

        private final List<String> places;
        private final ArcellaException failure;

        InScript(List<String> places, ArcellaException failure) {
            super(failure.code(), words(places) + ": " + failure.what(), failure.remedy(), failure);
            this.places = List.copyOf(places);
            this.failure = failure;
        }

        private static String words(List<String> places) {
            Set<String> once = new LinkedHashSet<>(places);
            return String.join(": ", once)
                    + (once.size() == places.size() ? "" : ", with " + places.size() + " scripts in each other");
        }
    }
}
