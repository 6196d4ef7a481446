package arcella.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the log's file may lie: it is appended to, set aside and deleted, and must be nothing that is somebody else's. Below the
 * home that is {@code log/} alone; elsewhere it is wherever the operator says, but no file that is read as configuration, and
 * none that holds something else.
 * Stateless.
 */
final class LogPlace {

    private static final String WAY_OUT = "; name a file below the home's log/, or a whole path outside of the home";
    private static final int MOST_LINKS = 40;
    private static final int BEGIN = 64;
    /** How a line of a log begins, as text and as JSON. */
    private static final Pattern LINE = Pattern.compile("\\d{4,}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} |\\{\"time\":\"");
    private static final Set<String> KERNEL = Set.of("proc", "sysfs", "cgroup", "cgroup2", "devpts", "securityfs");

    private LogPlace() {}

    /** What is wrong with the words alone, if anything. */
    static Optional<String> wordProblem(String file) {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            return Optional.of("is no path" + WAY_OUT);
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        for (Path part : path) {
            if (part.toString().equals("..") && !path.isAbsolute()) {
                return Optional.of("has '..' in it" + WAY_OUT);
            }
        }
        return path.normalize().toString().isEmpty() || file.endsWith("/") || file.endsWith("/.")
                ? Optional.of("names no file" + WAY_OUT) : Optional.empty();
    }

    /**
     * What is wrong with the place, if anything.
     *
     * @param configuration the files that are read as configuration
     */
    static Optional<String> problem(String file, Path home, Collection<Path> configuration) {
        Path asked = asked(file, home);
        Path target = real(asked, 0);
        for (Path read : configuration) {
            if (target.equals(real(read, 0)) || same(target, read)) {
                return Optional.of("is " + read + ", which is read as configuration" + WAY_OUT);
            }
            if (setAside(place(asked), place(read)) || setAside(place(asked), real(read, 0))) {
                return Optional.of("would be set aside as " + read + ", which is read as configuration" + WAY_OUT);
            }
        }
        for (Path one : List.of(target, place(asked))) {
            Path house = real(home, 0);
            if (one.startsWith(house) && !one.startsWith(house.resolve("log"))) {
                return Optional.of("leads to " + one + ", which is in the home and not below its log/" + WAY_OUT);
            }
        }
        if (Files.isDirectory(target)) {
            return Optional.of("is a folder" + WAY_OUT);
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return Optional.of("is no file, but a device or the like; \"\" is for no file");
        }
        return foreign(target) ? Optional.of("holds something that is no log of Arcella's" + WAY_OUT) : Optional.empty();
    }

    /** Whether there is a file that does not begin as a log does. */
    private static boolean foreign(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(BEGIN), StandardCharsets.ISO_8859_1);
            return !begin.isEmpty() && !LINE.matcher(begin).lookingAt();
        } catch (IOException e) {
            // It is not there, or nobody can tell here; whoever writes there will.
            return false;
        }
    }

    /** Why nothing can be written there, as far as can be seen without trying. */
    static Optional<String> closed(String file, Path home) {
        Path target = real(asked(file, home), 0);
        Path there = target;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return Optional.empty();
        }
        String why;
        if (there.equals(target) ? !Files.isWritable(there) : Files.isDirectory(there) && !Files.isWritable(there)) {
            why = there + " may not be written by this user";
        } else if (!there.equals(target) && !Files.isDirectory(there)) {
            why = there + " is no folder";
        } else {
            why = closedStore(there);
        }
        return why.isEmpty() ? Optional.empty()
                : Optional.of(target + " cannot be written: " + why + "; lines are kept in memory only");
    }

    private static String closedStore(Path there) {
        try {
            FileStore store = Files.getFileStore(there);
            return KERNEL.contains(store.type()) ? there + " is the kernel's (" + store.type() + ")"
                    : store.isReadOnly() ? there + " is on a file system that is only read" : "";
        } catch (IOException e) {
            // Nobody can tell here; whoever writes there will.
            return "";
        }
    }

    /** The path as the log opens it. */
    private static Path asked(String file, Path home) {
        return home.toAbsolutePath().resolve("log").resolve(file).normalize();
    }

    /** Whether a file gets the name of another when it is set aside. */
    private static boolean setAside(Path log, Path other) {
        String begin = log + ".";
        return other.toString().startsWith(begin) && other.toString().substring(begin.length()).matches("[0-9]+");
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            // Who may not look at a file is told so by whoever reads it.
            return false;
        }
    }

    /** Where an entry of a folder really lies, whatever it leads to itself. */
    private static Path place(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        return folder == null ? whole : real(folder, 0).resolve(whole.getFileName());
    }

    /** Where a path leads, through links as far as anything is there. */
    private static Path real(Path file, int links) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            Path place = place(file);
            if (links < MOST_LINKS && Files.exists(place, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(place)) {
                try {
                    return real(place.resolveSibling(Files.readSymbolicLink(place)).normalize(), links + 1);
                } catch (IOException | InvalidPathException gone) {
                    return place;
                }
            }
            return place;
        }
    }
}
