package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;

/**
 * Many modules in one container: installed, started, listed, and there again after a restart. The long form has a
 * thousand, and then also looks at how the time for each grows.
 */
class ScaleIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");
    private static final int MODULES = PROOF ? 1000 : 60;
    private static final double MOST_GROWTH = 1.5;
    private static final Duration MOST_LISTING = Duration.ofMillis(300);

    @Test
    void manyModulesInOneContainer() throws Exception {
        try (Container container = new Container()) {
            container.start();
            List<Long> nanos = new ArrayList<>();
            try (AlmeClient client = connect(container)) {
                for (int i = 0; i < MODULES; i++) {
                    Path manifest = manifest(container, "m" + i);
                    long begun = System.nanoTime();
                    install(client, manifest, "m" + i);
                    nanos.add(System.nanoTime() - begun);
                }
                assertThat(active(client)).isEqualTo(MODULES);
                assertThat(client.call("module:call",
                        Data.fields().put("module", "m" + (MODULES - 1)).put("call", "greet(\"Ada\")").build()).message())
                        .isEqualTo("\"Hello, Ada!\"");
                if (PROOF) {
                    // The first ones warm the daemon up, and tell nothing.
                    double first = median(nanos.subList(100, 200));
                    double last = median(nanos.subList(MODULES - 100, MODULES));
                    System.out.printf("%d modules: %.1f ms each at the beginning, %.1f ms at the end%n",
                            MODULES, first / 1e6, last / 1e6);
                    assertThat(last / first).as("growth of the time for one").isLessThan(MOST_GROWTH);
                    List<Long> listings = new ArrayList<>();
                    for (int i = 0; i < 11; i++) {
                        long begun = System.nanoTime();
                        active(client);
                        listings.add(System.nanoTime() - begun);
                    }
                    System.out.printf("listing them: %.1f ms%n", median(listings) / 1e6);
                    assertThat(median(listings)).as("listing").isLessThan(MOST_LISTING.toNanos());
                }
            }
            container.stop();
            long begun = System.nanoTime();
            container.start();
            try (AlmeClient client = connect(container)) {
                while (active(client) < MODULES) {
                    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofMinutes(10).toNanos());
                    Thread.sleep(50);
                }
            }
            System.out.printf("%d modules: %.2f s from the daemon's start until all are Active again%n",
                    MODULES, (System.nanoTime() - begun) / 1e9);
        }
    }

    private static long active(AlmeClient client) {
        Data data = client.call("module:list", Data.fields().build()).data();
        return data instanceof Data.Items(var rows) ? rows.stream().filter(row -> row.toString().contains("Active")).count()
                : 0;
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static AlmeClient connect(Container container) throws IOException {
        return AlmeClient.connect(container.home().resolve("alme"), "ScaleIT", 60_000);
    }

    private static Path manifest(Container container, String name) throws IOException {
        return Files.writeString(container.folder().resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                isolation = "main"
                trusted = true
                async = true
                """.formatted(name));
    }

    private static void install(AlmeClient client, Path manifest, String name) {
        Path file = Distribution.example("greeter/greeter.wasm");
        client.call("module:install", Data.fields().put("file", "greeter.wasm")
                .put("manifest", manifest.getFileName().toString()).put("start", true)
                .put("grant", new Data.Items(List.of(Data.of("trust")))).build(),
                List.of(new AlmeUpload("manifest", manifest), new AlmeUpload("file", file)), false, new QuietListener());
    }
}
