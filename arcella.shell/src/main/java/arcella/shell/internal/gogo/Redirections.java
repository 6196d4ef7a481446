package arcella.shell.internal.gogo;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * Opens the files of a session's redirections. Gogo asks where a path leads and opens that itself, on the command's thread;
 * so it gets a path whose opening comes back here.
 */
final class Redirections {

    private final Outcomes outcomes;
    /** Those of the statement that this thread is about to run. */
    private final ThreadLocal<List<RedirectedFile>> opened = ThreadLocal.withInitial(ArrayList::new);

    Redirections(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * A path that can be opened, and nothing else.
     *
     * @param written as it stands in the line
     * @param folder where relative ones start
     */
    Path path(Path written, Path folder) {
        Opener opener = new Opener((_, options) -> open(written, folder, options));
        return (Path) Proxy.newProxyInstance(Redirections.class.getClassLoader(), new Class<?>[] {Path.class},
                (_, method, _) -> switch (method.getName()) {
                    case "getFileSystem" -> opener.fileSystem();
                    case "toString" -> written.toString();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** What this thread has opened since it was asked last, and not closed. */
    List<RedirectedFile> take() {
        List<RedirectedFile> all = opened.get().stream().filter(RedirectedFile::isOpen).toList();
        opened.remove();
        return all;
    }

    private SeekableByteChannel open(Path written, Path folder, Set<? extends OpenOption> options) {
        Path path = folder.resolve(written);
        boolean output = options.contains(StandardOpenOption.WRITE);
        RedirectedFile file;
        try {
            if (Files.isDirectory(path)) {
                throw new FileSystemException(path.toString(), null, "Is a directory");
            }
            file = RedirectedFile.opened(written, outcomes, Files.newByteChannel(path, options));
        } catch (IOException e) {
            file = RedirectedFile.failed(written, outcomes, words(written, folder, output, e));
        }
        opened.get().add(file);
        return file;
    }

    /** Why a file could not be opened, in plain words. */
    static ArcellaException words(Path written, Path folder, boolean output, IOException cause) {
        String file = "'" + written + "'";
        String start = "paths start at " + folder;
        Path parent = folder.resolve(written).normalize().getParent();
        String reason = cause instanceof FileSystemException named
                ? Optional.ofNullable(named.getReason()).orElse("") : String.valueOf(cause.getMessage());
        return switch (cause) {
            case NoSuchFileException _ when output && parent != null && !Files.isDirectory(parent) -> failure(
                    "there is no folder '" + parent + "' for the file " + file, "make it, or name a file in another one; " + start, cause);
            case NoSuchFileException _ when output -> failure(
                    file + " cannot be made there", "name a file elsewhere; if it is a link, see where it points", cause);
            case NoSuchFileException _ -> failure("there is no file " + file, start, cause);
            case AccessDeniedException _ -> failure(
                    file + " may not be " + (output ? "written" : "read") + " by the container's user",
                    "change its permissions or its folder's, or name another file", cause);
            default -> switch (reason) {
                case "Is a directory" -> failure(file + " is a folder", "name a file in it", cause);
                case "Not a directory" -> failure(
                        file + " lies in what is no folder", "name a file in a folder; " + start, cause);
                case "Read-only file system" -> failure(
                        file + " lies on a file system that can only be read", "name a file elsewhere", cause);
                default -> failure(file + " cannot be opened: " + reason, "name another file", cause);
            };
        };
    }

    private static ArcellaException failure(String what, String remedy, IOException cause) {
        return new ArcellaException(ShellError.FILE, what, remedy, cause);
    }
}
