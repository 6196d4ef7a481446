package arcella.wit.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Input that is a folder of files: a line {@code --- path} begins each, and what is before the first goes to a.wit. */
final class FolderInput {

    private static final Pattern MARK = Pattern.compile("(?m)^--- ?(.*)$");
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^a-z0-9./]|\\.\\.+|^/+|/+$");
    private static final int MOST_FILES = 20;
    private static final int LONGEST = 60;

    private FolderInput() {}

    /** What is answered about a folder with these files, which is there only meanwhile. */
    static boolean with(byte[] input, Function<Path, Boolean> reader) {
        try {
            Path folder = Files.createTempDirectory("wit-folder");
            try {
                write(folder, input);
                return reader.apply(folder);
            } finally {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, byte[] input) throws IOException {
        // One character for each byte, so that files may hold what is no UTF-8.
        String text = new String(input, StandardCharsets.ISO_8859_1);
        List<String> parts = List.of(MARK.split(text, MOST_FILES));
        List<String> names = MARK.matcher(text).results().map(found -> found.group(1)).toList();
        for (int i = 0; i < parts.size(); i++) {
            String name = i == 0 ? "a.wit" : NOT_IN_A_NAME.matcher(names.get(i - 1)).replaceAll("");
            if (name.isEmpty() || name.length() > LONGEST) {
                continue;
            }
            Path file = folder.resolve(name).normalize();
            if (file.equals(folder) || !file.startsWith(folder) || blocked(folder, file)) {
                continue;
            }
            Files.createDirectories(file.getParent());
            Files.write(file, parts.get(i).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Whether a file stands where a folder is to be, or the other way around. */
    private static boolean blocked(Path folder, Path file) {
        if (Files.isDirectory(file)) {
            return true;
        }
        for (Path at = file.getParent(); at != null && !at.equals(folder); at = at.getParent()) {
            if (Files.isRegularFile(at)) {
                return true;
            }
        }
        return false;
    }
}
