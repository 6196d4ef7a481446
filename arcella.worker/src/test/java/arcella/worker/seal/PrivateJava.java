package arcella.worker.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java of a test's own: this one's, by links where Java does not look where it lies itself, with a store of trusted
 * certificates that the test fills. Nothing of this machine's Java is written to.
 */
final class PrivateJava {

    /** Java finds its home by the places of these. */
    private static final Set<String> COPIED = Set.of("java", "libjli.so", "libjvm.so", "libjava.so");

    private final Path home;

    private PrivateJava(Path home) {
        this.home = home;
    }

    /**
     * Makes one.
     *
     * @param home where it shall be
     * @param store the trusted certificates
     * @param linked whether the store is behind a link, and not a file of the Java's own
     */
    static PrivateJava make(Path home, Path store, boolean linked) throws IOException {
        Path original = Path.of(System.getProperty("java.home")).toRealPath();
        Files.createDirectories(home);
        for (String file : List.of("release", "lib", "conf", "bin")) {
            take(original.resolve(file), home.resolve(file));
        }
        Path cacerts = home.resolve("lib/security/cacerts");
        Files.delete(cacerts);
        if (linked) {
            Files.createSymbolicLink(cacerts, store);
        } else {
            Files.copy(store, cacerts);
        }
        return new PrivateJava(home);
    }

    private static void take(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectory(to);
            try (Stream<Path> entries = Files.list(from)) {
                for (Path entry : entries.toList()) {
                    take(entry, to.resolve(entry.getFileName()));
                }
            }
        } else if (COPIED.contains(from.getFileName().toString())) {
            Files.copy(from, to);
        } else {
            Files.createSymbolicLink(to, from);
        }
    }

    Path home() {
        return home;
    }

    String program() {
        return home.resolve("bin/java").toString();
    }

    /** Runs this machine's {@code keytool}, which writes only what {@code -keystore} names. */
    static void keytool(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()), Stream.of(arguments))
                .toList();
        if (!command.contains("-keystore")) {
            throw new IllegalArgumentException("no store is named: " + command);
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("keytool failed: " + command);
        }
    }
}
