package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What an operator installs with {@code bundle:install} is there after the next start as it was left. */
class KeptBundlesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Pattern ACTIVE = Pattern.compile("Active .* kept\\.started");

    private static Path jar(Path folder, String name, String source) throws Exception {
        return Path.of(URI.create(JavaBundle.make(folder, name, "a.b", "", Map.of("A", source))));
    }

    @Test
    void bundlesComeBackAsTheyWereLeft() throws Exception {
        try (Container container = new Container()) {
            container.start();
            Path started = jar(container.folder(), "kept.started", "package test; class A {}");
            Path stopped = jar(container.folder(), "kept.stopped", "package test; class A {}");
            Path gone = jar(container.folder(), "kept.gone", "package test; class A {}");
            Path newer = Files.copy(jar(container.folder(), "kept.newer", "package test; class A { int x; }"), container.folder().resolve("x.jar"));
            shell(container, "bundle:install -s " + started + " " + stopped + " " + gone);
            container.cli("shell", "-c", "bundle:install -s " + container.folder().resolve("none.jar")).failed(1, "ARC-8122", "none.jar");
            shell(container, "bundle:update kept.stopped file:" + newer);
            shell(container, "bundle:stop kept.newer");
            shell(container, "bundle:uninstall kept.gone");
            // Each has a copy of its own.
            Files.delete(started);
            Files.delete(newer);
            assertThat(content(container)).isEqualTo(2);

            container.kill();
            container.start();
            container.await(SOON, result -> ACTIVE.matcher(result.out()).find(), "shell", "-c", "bundle:list");
            assertThat(shell(container, "bundle:list")).containsPattern("(Installed|Resolved) .* kept\\.newer")
                    .doesNotContain("kept.gone", "kept.stopped");
            shell(container, "bundle:uninstall kept.started kept.newer");
            assertThat(content(container)).isZero();

            // One that does not come back is told, and hinders nothing.
            shell(container, "bundle:install -s " + stopped);
            container.stop();
            try (Stream<Path> files = Files.list(container.home().resolve("bundles/content"))) {
                Files.copy(Path.of("/dev/null"), files.findFirst().orElseThrow(), StandardCopyOption.REPLACE_EXISTING);
            }
            container.start();
            container.await(SOON, result -> result.out().contains("kept.stopped.jar did not come back"), "shell", "-c", "log:display");
            assertThat(shell(container, "bundle:list")).doesNotContain("kept.");
        }
    }

    private static long content(Container container) throws Exception {
        try (Stream<Path> files = Files.list(container.home().resolve("bundles/content"))) {
            return files.count();
        }
    }

    private static String shell(Container container, String line) throws Exception {
        return container.cli("shell", "-c", line).ok().out();
    }
}
