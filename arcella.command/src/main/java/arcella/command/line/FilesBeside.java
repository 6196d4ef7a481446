package arcella.command.line;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

/** Looks at the files that a command line names, and for those that go with them unnamed; makes its paths whole. */
public final class FilesBeside {

    private FilesBeside() {}

    /**
     * Whether {@link #find} would look at files: whoever runs it for somebody else has to know whether that one may.
     */
    public static boolean reads(VerbSpec spec, ParsedLine line) {
        return !line.files().isEmpty() || spec.parameters().stream().anyMatch(parameter ->
                parameter.kind() instanceof Parameter.NameOrPath kind
                        && line.values().values().get(parameter.name()) instanceof Data.Text(String word) && kind.isSent(word));
    }

    /**
     * Checks that the named files can be read, and adds those that {@link Parameter.Upload#besides()} finds beside
     * them, and those that {@link Parameter.NameOrPath#isSent} says.
     *
     * @param folder where relative paths start
     * @return the line with all files, in the order of the verb's parameters, their paths absolute
     * @throws ArcellaException {@link CommandError#FILE} if one is missing, is no file or may not be read
     */
    public static ParsedLine find(VerbSpec spec, ParsedLine line, Path folder) {
        Map<String, FileArgument> files = new LinkedHashMap<>();
        for (FileArgument file : line.files()) {
            Path path = folder.resolve(file.path()).normalize();
            check(file.path(), path);
            files.put(file.parameter(), new FileArgument(file.parameter(), path));
        }
        Map<String, Data> values = new LinkedHashMap<>(line.values().values());
        for (Parameter parameter : spec.parameters()) {
            if (parameter.kind() instanceof Parameter.NameOrPath kind
                    && values.get(parameter.name()) instanceof Data.Text(String word) && kind.isPath(word)) {
                Optional<Path> path = whole(word, folder);
                path.ifPresent(found -> values.put(parameter.name(), Data.of(found.toString())));
                if (path.isPresent() && kind.isSent(word) && !files.containsKey(kind.upload())) {
                    check(path.get(), path.get());
                    files.put(kind.upload(), new FileArgument(kind.upload(), path.get()));
                }
            }
        }
        List<FileArgument> all = new ArrayList<>();
        for (Parameter parameter : spec.parameters()) {
            FileArgument file = files.get(parameter.name());
            if (file == null && parameter.kind() instanceof Parameter.Upload(String beside, List<String> besides)) {
                FileArgument other = files.get(beside);
                if (other != null) {
                    file = beside(parameter.name(), other, besides);
                }
            }
            if (file != null) {
                values.put(parameter.name(), Data.of(file.name()));
                all.add(file);
            }
        }
        return new ParsedLine(new Data.Fields(values), line.common(), all);
    }

    /** A whole path; empty for what is none, of which the container tells. */
    private static Optional<Path> whole(String word, Path folder) {
        try {
            if (word.startsWith("file:")) {
                return Optional.of(Path.of(new URI(word)).normalize());
            }
            return Optional.of((word.startsWith("~/") ? Path.of(System.getProperty("user.home"), word.substring(2))
                    : folder.resolve(word)).toAbsolutePath().normalize());
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static @Nullable FileArgument beside(
            String parameter, FileArgument other, List<String> besides) {
        String name = other.name();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        for (String wanted : besides) {
            Path path = other.path().resolveSibling(wanted.replace("{stem}", stem));
            if (!path.equals(other.path()) && Files.isRegularFile(path)) {
                check(path, path);
                return new FileArgument(parameter, path);
            }
        }
        return null;
    }

    private static void check(Path written, Path path) {
        String name = "'" + written + "'";
        if (Files.isDirectory(path)) {
            throw new ArcellaException(CommandError.FILE, name + " is a folder", "name a file");
        }
        if (!Files.exists(path)) {
            throw new ArcellaException(CommandError.FILE, "there is no file " + name, "check the path");
        }
        if (!Files.isRegularFile(path)) {
            throw new ArcellaException(CommandError.FILE, name + " is no ordinary file", "name a file");
        }
        if (!Files.isReadable(path)) {
            throw new ArcellaException(CommandError.FILE, name + " may not be read", "check its permissions");
        }
    }

    /** The size of a file that was found, in bytes. */
    public static long size(FileArgument file) {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw new ArcellaException(CommandError.FILE, "'" + file.path() + "' cannot be read: " + e.getMessage(), "", e);
        }
    }
}
