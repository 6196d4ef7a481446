package arcella.command.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

/** Looks at the files that a command line names, and for those that go with them unnamed. */
public final class FilesBeside {

    private FilesBeside() {}

    /**
     * Checks that the named files can be read, and adds those that {@link Parameter.Upload#besides()} finds beside
     * them.
     *
     * @param folder where relative paths start
     * @return the line with all files, in the order of the verb's parameters, their paths absolute
     * @throws ArcellaException {@link CommandError#FILE} if one is missing, is no file or may not be read
     */
    public static ParsedLine find(VerbSpec spec, ParsedLine line, Path folder) {
        if (line.files().isEmpty()) {
            return line;
        }
        Map<String, FileArgument> files = new LinkedHashMap<>();
        for (FileArgument file : line.files()) {
            Path path = folder.resolve(file.path()).normalize();
            check(file.path(), path);
            files.put(file.parameter(), new FileArgument(file.parameter(), path));
        }
        Map<String, Data> values = new LinkedHashMap<>(line.values().values());
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
