package arcella.shell.internal.builtin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.command.Parameter;
import arcella.command.text.Escape;
import arcella.command.text.Units;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** The folder where relative paths start. */
final class FolderBuiltins {

    private FolderBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin(Builtins.admin("pwd", "Prints the folder where relative paths start", "", List.of()), call -> {
                    call.line(call.shell().folder().toString());
                    return null;
                }),
                new Builtin(Builtins.admin("ls", "Lists a folder", "",
                        List.of(
                                Parameter.optionalArgument("file", new Parameter.Reference("file"), "the folder; this one"
                                        + " if absent"),
                                Parameter.flag("long", "with sizes and times").letter('l'),
                                Parameter.flag("all", "hidden files, too").letter('a')),
                        "ls -l etc"), FolderBuiltins::list),
                new Builtin(Builtins.spec("date", "Prints the time", "", List.of()), call -> {
                    call.line(ZonedDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.RFC_1123_DATE_TIME));
                    return null;
                }),
                new Builtin(Builtins.admin("cd", "Changes the folder where relative paths start", "",
                        List.of(Parameter.optionalArgument("folder", new Parameter.Reference("file"),
                                "the folder; the container's home if absent")),
                        "cd /opt/app"), call -> {
                    Path folder = call.arguments().optionalText("folder").map(call.shell().folder()::resolve)
                            .orElseGet(call.shell()::home).normalize();
                    if (!Files.isDirectory(folder)) {
                        throw new ArcellaException(ShellError.FILE, "'" + folder + "' is no folder", "see ls");
                    }
                    call.session().currentDir(folder.toAbsolutePath());
                    return null;
                }));
    }

    private static @Nullable Object list(Call call) throws IOException {
        var arguments = call.arguments();
        Path folder = call.shell().folder().resolve(arguments.optionalText("file").orElse("."));
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                all.forEach(entries::add);
            }
        } else if (Files.exists(folder)) {
            entries.add(folder);
        } else {
            throw new ArcellaException(
                    ShellError.FILE, "there is no file '" + arguments.text("file") + "'", "paths start at "
                            + call.shell().folder());
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".") && !arguments.flag("all")) {
                continue;
            }
            boolean isFolder = Files.isDirectory(entry);
            String shown = Escape.line(name) + (isFolder ? "/" : "");
            if (arguments.flag("long")) {
                var about = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                call.line(String.format("%10s  %s  %s", isFolder ? "" : Units.bytes(about.size()),
                        Units.time(about.lastModifiedTime().toMillis(), ZoneId.systemDefault()), shown));
            } else {
                call.line(shown);
            }
        }
        return null;
    }
}
