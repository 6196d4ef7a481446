package arcella.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * AOT caches (JEP 483, 514) fit one build of the JDK only. Where the distribution has none for the JDK in use, the
 * daemon makes some under {@code cache/aot/} of its home, in a process of low priority, for the programs' next starts.
 */
record AotTraining(Home home, Distribution distribution) {

    /** Set while a cache is being made; the launch scripts read it. */
    private static final String RECORDING = "ARCELLA_AOT_PROFILE";

    /** The folder of the caches for this JDK, if there are any. */
    Optional<Path> caches() {
        return List.of(packed(), trained()).stream()
                .filter(folder -> Files.isReadable(folder.resolve("daemon.aot")))
                .findFirst();
    }

    private Path packed() {
        return distribution.path().resolve("aot").resolve(jdkBuild());
    }

    private Path trained() {
        return home.path().resolve("cache/aot").resolve(System.getProperty("arcella.build") + "-" + jdkBuild());
    }

    private static String jdkBuild() {
        return System.getProperty("arcella.jdk.build", "unknown");
    }

    /** Starts the training, if it is needed and this is not one; does not wait for it. */
    void startIfNeeded() {
        if (System.getenv(RECORDING) != null || caches().isPresent()) {
            return;
        }
        try {
            new ProcessBuilder(
                            "nice", "-n", "19", distribution.jar("train-aot.sh").toString(), "--flat",
                            trained().toString())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(home.path().resolve("log/aot-training.log").toFile())
                    .start();
        } catch (IOException e) {
            // Slower starts are all that is lost; doctor shows that no cache is in use.
            System.err.println("arcella: no AOT caches are made for this JDK (" + Home.reason(e) + ")");
        }
    }
}
