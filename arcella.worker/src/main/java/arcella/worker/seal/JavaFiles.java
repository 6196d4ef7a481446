package arcella.worker.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the files of the running Java are. Distributions keep some of them elsewhere and link to them: the configuration
 * below {@code /etc}, the certificates of the system in place of Java's own. Landlock knows no links, only what they lead
 * to, so that has to be named too: without its certificates Java trusts no server, and says nothing of a missing file.
 */
final class JavaFiles {

    /** What Java reads while it runs; the rest is for people and compilers. */
    private static final List<String> READ = List.of("conf", "lib");
    private static final int MOST_LEVELS = 8;

    private final Path realHome;
    private final Set<Path> found = new LinkedHashSet<>();
    private final Set<Path> seen = new HashSet<>();

    private JavaFiles(Path realHome) {
        this.realHome = realHome;
    }

    /** What the process needs to read of the Java that runs it, the store of trusted certificates it was told of included. */
    static Set<Path> ofThisProcess() {
        Set<Path> paths = below(Path.of(System.getProperty("java.home")));
        String store = System.getProperty("javax.net.ssl.trustStore", "");
        if (!store.isEmpty()) {
            paths.add(Path.of(store));
        }
        return paths;
    }

    /** The home of a Java, and all that the links in it lead to. A link to the home itself, or around it, gives nothing. */
    static Set<Path> below(Path home) {
        Path real;
        try {
            real = home.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the home of Java cannot be read", e);
        }
        JavaFiles files = new JavaFiles(real);
        files.found.add(home);
        READ.forEach(part -> files.visit(home.resolve(part), MOST_LEVELS));
        return files.found;
    }

    private void visit(Path path, int levels) {
        Path real = path;
        if (Files.isSymbolicLink(path)) {
            try {
                real = path.toRealPath();
            } catch (IOException e) {
                // It leads nowhere, or to where this user may not look: there is nothing to allow.
                return;
            }
            if (realHome.startsWith(real)) {
                return;
            }
            if (!real.startsWith(realHome)) {
                found.add(real);
            }
        }
        if (levels > 0 && Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS) && seen.add(real)) {
            visitAll(real, levels - 1);
        }
    }

    private void visitAll(Path folder, int levels) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> visit(entry, levels));
        } catch (IOException | DirectoryIteratorException e) {
            // What this process may not list, Java does not read either.
            return;
        }
    }
}
