package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What worker processes may have, all together and each group. */
class GroupLimitsIT {

    private static Container.Result install(Container container, String example, String name, String more, String... options)
            throws Exception {
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"),
                "[module]\nname = \"%s\"\nversion = \"1.0.0\"\n%s".formatted(name, more));
        List<String> words = new ArrayList<>(List.of("install", Distribution.example(example).toString(), "--manifest",
                manifest.toString(), "--start"));
        words.addAll(List.of(options));
        return container.cli(words.toArray(String[]::new));
    }

    @Test
    void groupsHaveWhatIsSaidOfThemOrWhatTheirModulesNeed() throws Exception {
        try (Container container = new Container()) {
            Path config = Files.createDirectories(container.home().resolve("etc")).resolve("arcella.toml");
            Files.writeString(config, """
                    [workers]
                    max = 3
                    [workers.group.tight]
                    heap = "96MiB"
                    [workers.group.edge]
                    heap = "200MiB"
                    modules = 2
                    """);
            container.start();
            String edge = "group = \"edge\"\n";
            install(container, "greeter/greeter.wasm", "one", edge).ok();
            install(container, "greeter/greeter.wasm", "two", edge).ok();
            install(container, "greeter/greeter.wasm", "three", edge)
                    .failed(1, "ARC-4111", "group edge has 2 modules", "raise 'modules'");
            container.await(Duration.ofMinutes(1), result -> result.out().contains(" now, garbage included"), "worker", "info",
                    "edge");
            assertThat(container.cli("worker", "info", "edge").ok().out()).contains("heap 200MiB ([workers.group.edge]): ",
                    "modules 2 ([workers.group.edge]): 2 now");
            container.cli("stop", "one").ok();
            container.cli("start", "three").ok();

            // A heap that ends before the module's own limit is named, in the answer, the log and beside its use.
            install(container, "limits/glutton.wasm", "tight", "").ok();
            container.cli("call", "tight", "fill(1000)").failed(1, "ARC-1101", "in this call it was refused to grow its memory "
                    + "beyond what all modules of its worker have together, ", "larger 'heap' in [workers]");
            assertThat(container.cli("logs", "tight").ok().out()).containsOnlyOnce("module: was refused to grow its memory beyond what all "
                    + "modules of its worker have together").contains("needs a larger 'heap' in [workers] or [workers.group.NAME]");
            container.await(Duration.ofMinutes(1), result -> result.out().matches("(?s).*memories \\d+MiB \\(of the heap\\): 128KiB now.*"),
                    "worker", "info", "tight");
            // The module comes back from its fault meanwhile, and its worker tells of itself with each heartbeat.
            container.await(Duration.ofMinutes(1), result -> result.out().matches("(?s).*memory 256MiB \\(default\\): 128KiB now, "
                    + "all modules of its process 128KiB of \\d+MiB.*"), "info", "tight");

            // A memory that a worker of the usual heap has no room for; it is granted, and it is there.
            install(container, "limits/glutton.wasm", "big", "[limits]\nmemory = \"700MiB\"\ndeadline = \"3s\"\n",
                    "--grant", "limit:memory").ok();
            assertThat(container.cli("worker", "info", "big").ok().out()).contains("heap 1528MiB (from its modules' limits)",
                    "modules without a limit (default): 1 now");
            container.cli("call", "big", "fill(11199)").failed(1, "ARC-4006", "deadline of 3 s");

            // As many workers as there may be; those that compile are others.
            install(container, "limits/glutton.wasm", "more", "").failed(1, "ARC-4105", "there are 3 workers already",
                    "group more", "'max' in [workers]");
            container.cli("remove", "big").ok();
            // What is changed holds for the next process, or at once.
            Files.writeString(config, "[workers]\nmax = 3\n[workers.group.edge]\nmodules = 3\nheap = \"300MiB\"\n");
            container.cli("start", "one").ok();
            assertThat(container.cli("worker", "info", "edge").ok().out()).contains("modules 3 ([workers.group.edge]): 3 now",
                    "heap 300MiB ([workers.group.edge]): ", "this process has 200MiB until it ends");
            container.cli("worker", "restart", "edge").ok();
            assertThat(container.cli("worker", "info", "edge").ok().out()).doesNotContain("until it ends");

            // A restart of what runs, for which there is no place at the moment, is no end.
            Path outside = Files.createDirectories(container.folder().resolve("outside"));
            install(container, "greeter/greeter.wasm", "needy", edge + "[[wasi.preopen]]\nhost = \"" + outside
                    + "\"\nguest = \"/out\"\naccess = \"read-only\"\n").failed(1, "ARC-4111");
            container.cli("stop", "one").ok();
            container.cli("start", "needy").ok();
            Files.writeString(config, "[workers]\nmax = 3\n[[grant]]\nname = \"needy\"\nallow = [\"read:" + outside + "\"]\n");
            container.cli("config", "reload").ok();
            container.cli("start", "more").ok();
            container.cli("restart", "needy").failed(1, "ARC-2107", "ARC-4105", "comes by itself as soon as that is mended");
            assertThat(container.cli("info", "needy").ok().out()).contains("Restarting", "ARC-4105");
            container.cli("stop", "two").ok();
            container.cli("stop", "three").ok();
            container.await(Duration.ofMinutes(1), result -> result.out().contains("Active"), "info", "needy");
        }
    }
}
