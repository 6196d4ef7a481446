package arcella.shell.internal.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import arcella.command.Role;
import arcella.command.VerbDirectory;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.text.HeldText;
import arcella.shell.internal.text.TextLines;

/** The texts that a command reads: files, or what comes through the pipe. */
final class TextSources {

    /** What the pipe, or the input where there is none, is called in failures. */
    static final String PIPE = "the input";

    private TextSources() {}

    /** What is done with one text; {@code name} is empty for the pipe. */
    interface Use {
        void of(String name, InputStream text) throws IOException;
    }

    /** Goes through the files that the parameter {@code file} names, {@code -} being the pipe, or else the pipe. */
    static void each(Call call, List<String> files, Use use) throws IOException {
        for (String file : files.isEmpty() ? List.of("-") : files) {
            if (file.equals("-")) {
                use.of("", call.process().in());
                continue;
            }
            VerbDirectory.check("a file of the container's user", Role.ADMIN, call.shell().caller());
            Path path = call.shell().folder().resolve(file);
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw new ArcellaException(
                        ShellError.FILE,
                        Files.isDirectory(path) ? "'" + file + "' is a folder"
                                : Files.exists(path) ? "'" + file + "' may not be read"
                                : "there is no file '" + file + "'",
                        "paths start at " + call.shell().folder());
            }
            try (InputStream text = Files.newInputStream(path)) {
                use.of(file, text);
            }
        }
    }

    /** What is done with one line. */
    interface LineUse {

        /** @return whether more lines are wanted */
        boolean of(String line) throws IOException;
    }

    /**
     * Goes through the lines of a text, until no more are wanted or nobody reads the command's output any more.
     *
     * @param name as {@link Use} has it
     */
    static void lines(Call call, String name, InputStream text, LineUse use) throws IOException {
        TextLines lines = new TextLines(text, name.isEmpty() ? PIPE : "'" + name + "'");
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!use.of(line) || call.process().out().checkError()) {
                return;
            }
        }
    }

    /** All lines of all texts, for as long as the share is open. */
    static List<String> all(Call call, List<String> files, HeldText.Share share) throws IOException {
        List<String> all = new ArrayList<>();
        each(call, files, (name, text) -> lines(call, name, text, line -> {
            share.add(line);
            return all.add(line);
        }));
        return all;
    }
}
