package arcella.wit.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.wit.WitError;

/**
 * The files of a package and of its dependencies (WIT, "Filesystem structure").
 *
 * @param files those of the package
 * @param dependencies those of each entry of {@code deps}
 */
record WitFolder(List<WitSource> files, List<List<WitSource>> dependencies) {

    /** No WIT comes near this; it keeps a wrong path from filling the memory. */
    private static final int MAX_BYTES = 16 << 20;

    WitFolder {
        files = List.copyOf(files);
        dependencies = List.copyOf(dependencies);
    }

    static WitFolder read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return new WitFolder(List.of(file(path)), List.of());
            }
            List<WitSource> files = filesOf(path);
            if (files.isEmpty()) {
                throw error("the folder '" + path + "' has no *.wit file", "name the folder that has them");
            }
            List<List<WitSource>> dependencies = new ArrayList<>();
            Path deps = path.resolve("deps");
            if (Files.isDirectory(deps)) {
                for (Path entry : entries(deps)) {
                    if (Files.isDirectory(entry)) {
                        dependencies.add(filesOf(entry));
                    } else if (isWit(entry)) {
                        dependencies.add(List.of(file(entry)));
                    } else if (entry.toString().endsWith(".wasm") || entry.toString().endsWith(".wat")) {
                        throw error(
                                "'" + entry + "' is a package in binary form among WIT text",
                                "put its WIT text there instead");
                    }
                }
            }
            return new WitFolder(files, dependencies);
        } catch (IOException | UncheckedIOException e) {
            throw new ArcellaException(
                    WitError.WIT_SYNTAX,
                    "cannot read WIT at '" + path + "': " + reason(e),
                    "check the path and its permissions",
                    e);
        }
    }

    private static List<WitSource> filesOf(Path folder) throws IOException {
        List<WitSource> files = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (isWit(entry)) {
                files.add(file(entry));
            }
        }
        return files;
    }

    private static boolean isWit(Path path) {
        return path.toString().endsWith(".wit") && Files.isRegularFile(path);
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static WitSource file(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw error("'" + path + "' is no regular file", "copy what is behind it to a file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw error("'" + path + "' is larger than " + (MAX_BYTES >> 20) + " MiB", "split it");
        }
        try {
            return new WitSource(
                    path.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new ArcellaException(
                    WitError.WIT_SYNTAX, "'" + path + "' is not UTF-8 text", "save it as UTF-8", e);
        }
    }

    /** What went wrong, in words that are not Java's. */
    private static String reason(Exception e) {
        return switch (e instanceof UncheckedIOException wrapped ? wrapped.getCause() : e) {
            case NoSuchFileException missing -> "there is no file or folder '" + missing.getFile() + "'";
            case AccessDeniedException denied -> "'" + denied.getFile() + "' may not be read";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case Exception other -> String.valueOf(other.getMessage());
        };
    }

    private static ArcellaException error(String what, String remedy) {
        return new ArcellaException(WitError.WIT_SYNTAX, what, remedy);
    }
}
