package arcella.shell.internal.builtin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import arcella.command.Role;
import arcella.command.VerbDirectory;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** The texts that a command reads: files, or what comes through the pipe. */
final class TextSources {

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

    /** Goes through the lines of a text, until no more are wanted or nobody reads the command's output any more. */
    static void lines(Call call, InputStream text, LineUse use) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!use.of(line) || call.process().out().checkError()) {
                return;
            }
        }
    }

    /** All lines of all texts. */
    static List<String> all(Call call, List<String> files) throws IOException {
        List<String> all = new ArrayList<>();
        each(call, files, (_, text) -> lines(call, text, all::add));
        return all;
    }
}
