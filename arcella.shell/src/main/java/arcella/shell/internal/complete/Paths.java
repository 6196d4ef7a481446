package arcella.shell.internal.complete;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.jline.reader.Candidate;

import arcella.command.text.Escape;

/** Completes names of files and folders. */
final class Paths {

    private static final int MOST = 1000;

    private Paths() {}

    static void complete(Path folder, String partial, List<Candidate> candidates) {
        int slash = partial.lastIndexOf('/');
        String before = partial.substring(0, slash + 1);
        String begin = partial.substring(slash + 1);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(before.isEmpty() ? "." : before))) {
            int count = 0;
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(begin) || name.startsWith(".") && begin.isEmpty()) {
                    continue;
                }
                boolean isFolder = Files.isDirectory(entry);
                String value = before + name + (isFolder ? "/" : "");
                candidates.add(new Candidate(
                        value, Escape.line(name) + (isFolder ? "/" : ""), null, null, null, null, !isFolder));
                if (++count == MOST) {
                    return;
                }
            }
        } catch (IOException | InvalidPathException e) {
            // What cannot be listed completes to nothing.
            return;
        }
    }
}
