package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.alme.protocol.AlmeError;
import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * A daemon that is killed at random moments while a feature is installed or removed: with two modules that are wired to each
 * other, a Java bundle, two configurations and a feature that it requires. After each restart all of it is there and works, or
 * none of it.
 */
class InterruptedFeaturesIT {

    private static final int KILLS = Integer.getInteger("arcella.proof.kills", Boolean.getBoolean("arcella.proof") ? 100 : 3);
    private static final long SEED = 8;
    private static final String NAME = "top";
    private static final String PID = "arcella.module.edition|arcella.module.edition|";

    private Container container;
    private String file;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        Path folder = Files.createDirectories(container.folder().resolve("features"));
        String module = """
                [module]
                name = "%s"
                version = "0.1.0"
                isolation = "main"
                trusted = true
                async = true
                imports = ["shop:ledger"]
                """;
        for (String name : List.of("ledger", "till")) {
            Files.copy(Distribution.example("shop/" + name + ".wasm"), folder.resolve(name + "-0.1.0.wasm"));
            Files.writeString(folder.resolve(name + "-0.1.0.toml"), module.formatted(name));
        }
        Files.copy(Path.of(URI.create(JavaBundle.example("java-visitor"))), folder.resolve("visitor-1.0.0.jar"));
        Files.writeString(folder.resolve("base.json"), """
                {"id": "test:base:1.0.0", "bundles": ["test:visitor:1.0.0"], "configurations": {"base.pid": {"x": 1}},
                 "extensions": {"arcella-modules": {"artifacts": ["test:ledger:wasm:0.1.0"]}}}
                """);
        file = Files.writeString(folder.resolve("top.json"), """
                {"id": "test:top:1.0.0", "configurations": {"top.pid": {"x": 1}},
                 "extensions": {"arcella-requires": {"artifacts": ["test:base:1.0.0"]},
                                "arcella-modules": {"artifacts": ["test:till:wasm:0.1.0"]}}}
                """).toString();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    @Test
    void aFeatureIsWholeOrAbsent() throws Exception {
        Random random = new Random(SEED);
        Map<String, int[]> outcomes = new TreeMap<>();
        container.start();
        assertThat(there()).isFalse();
        long began = System.nanoTime();
        try (AlmeClient client = connect()) {
            install(client);
        }
        long usual = Math.max(100, (System.nanoTime() - began) / 1_000_000);
        assertThat(there()).isTrue();
        try (AlmeClient client = connect()) {
            uninstall(client);
        }
        assertThat(there()).isFalse();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            int installs = 0;
            boolean there = false;
            // The first install compiled the modules and took longer than others do: how long they take is learnt.
            Map<String, Long> usually = new TreeMap<>(Map.of("install", usual, "uninstall", usual));
            for (int kill = 1; installs < KILLS; kill++) {
                assertThat(kill).as("kills come in the middle of installs now and then").isLessThan(20 * KILLS);
                String change = there ? "uninstall" : "install";
                long millis = random.nextLong(usually.get(change));
                boolean removes = there;
                boolean told;
                try (AlmeClient client = connect()) {
                    Future<Boolean> operator = threads.submit(() -> interrupted(client, removes ? this::uninstall : this::install));
                    Thread.sleep(millis);
                    container.kill();
                    told = operator.get();
                }
                container.start();
                boolean answered = told;
                boolean after = there();
                assertThat(after || !answered || removes).as("kill %d: an answered install is there", kill).isTrue();
                assertThat(!after || !answered || !removes).as("kill %d: an answered removal is done", kill).isTrue();
                usually.compute(change, (_, before) -> Math.max(20, answered ? before * 4 / 5 : before * 5 / 4));
                installs += there || answered ? 0 : 1;
                if (!answered) {
                    outcomes.computeIfAbsent(change, _ -> new int[2])[after == there ? 0 : 1]++;
                }
                there = after;
                String log = container.cli("logs").ok().out();
                assertThat(log).as("nothing was damaged, nothing stuck").doesNotContain("ARC-24", "ARC-2202");
                if (!after) {
                    assertThat(log).as("kill %d: no module of what is not there has run", kill).doesNotContain("module: Starting");
                }
                assertThat(log).as("kill %d: nothing met what was going", kill).doesNotContain("FrameworkEvent ERROR", "IllegalStateException");
            }
        }
        outcomes.forEach((what, counts) -> System.out.printf(
                "killed during feature:%s: %d as before, %d as after%n", what, counts[0], counts[1]));
        assertThat(outcomes).as("kills came in the middle of changes").isNotEmpty();
    }

    /** Killed while an edition that does not come has the place of one that runs, and while that is taken away. */
    @Test
    void theEditionBeforeOutlivesACrash() throws Exception {
        container.start();
        Path deployed = container.home().resolve("deploy").resolve("edition.json");
        edition(deployed, "1.0.0", "greeter/greeter.wasm");
        container.await(Shop.SOON, result -> result.out().contains("test:edition:1.0.0: Installed"), "feature", "info", "edition");
        container.cli("config", "property-set", "-p", PID + "1.0.0", "greeting", "changed").ok();
        edition(deployed, "2.0.0", "shop/ledger-traps.wasm");
        killWhenStateSays("\"phase\" : \"(installing|removing)\"");
        container.start();
        container.await(Shop.SOON, result -> result.out().contains("test:edition:1.0.0 is back as it was before"), "logs");
        assertThat(container.cli("feature", "info", "edition").ok().out())
                .contains("test:edition:1.0.0: Installed", "edition@1.0.0: Active", "other@1.0.0: Active", PID + "1.0.0: changed");
        assertThat(container.cli("call", "edition", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");

        Files.delete(deployed);
        killWhenStateSays("\"phase\" : \"removing\"");
        container.start();
        container.await(Shop.SOON, result -> !result.out().contains("test:edition"), "feature", "list", "-i", "--output", "json");
        assertThat(container.cli("list", "--output", "json").ok().out()).doesNotContain("1.0.0");
        assertThat(container.cli("logs").ok().out()).doesNotContain("module: Starting", "FrameworkEvent ERROR", "IllegalStateException");
        assertThat(files("features/content")).isEmpty();
    }

    private void edition(Path deployed, String version, String last) throws Exception {
        String modules = Stream.of("edition", "one", "two", "other").map(name -> "{\"id\": \"x:%s:wasm:%s\", \"file\": \"%s\"}"
                .formatted(name, version, Distribution.example(name.equals("other") ? last : "greeter/greeter.wasm"))).collect(Collectors.joining(", "));
        Path text = Files.writeString(container.folder().resolve("edition.tmp"), """
                {"id": "test:edition:%s", "configurations": {"%s": {"greeting": "as it came"}},
                 "extensions": {"arcella-modules": {"artifacts": [%s]}}}
                """.formatted(version, PID + version, modules));
        Files.move(text, deployed, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As soon as it says so: what it says is what is going to be. */
    private void killWhenStateSays(String wanted) throws Exception {
        Pattern pattern = Pattern.compile(wanted);
        long deadline = System.nanoTime() + Shop.SOON.toNanos();
        while (!pattern.matcher(Files.readString(container.home().resolve("features/state"))).find()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(1);
        }
        container.kill();
    }

    private AlmeClient connect() {
        return AlmeClient.connect(container.home().resolve("alme"), "InterruptedFeaturesIT", 60_000);
    }

    private interface Change {
        void make(AlmeClient client);
    }

    /** Whether the change was answered before the daemon went. */
    private static boolean interrupted(AlmeClient client, Change change) {
        try {
            change.make(client);
            return true;
        } catch (ArcellaException e) {
            if (e.code().number() != AlmeError.CONNECTION_LOST.number()) {
                throw e;
            }
            return false;
        }
    }

    private void install(AlmeClient client) {
        request(client, "feature:install", Data.fields().put("feature", file).put("grant-all", true));
    }

    private void uninstall(AlmeClient client) {
        request(client, "feature:uninstall", Data.fields().put("feature", NAME));
    }

    private static void request(AlmeClient client, String verb, Data.FieldsBuilder fields) {
        client.call(verb, fields.build(), List.of(), false, new QuietListener());
    }

    /** Whether all of it is there; fails the test if a part of it is. */
    private boolean there() throws Exception {
        String features = container.cli("feature", "list", "-i", "--output", "json").ok().out();
        String all = container.cli("shell", "-c", "module:list -o json; bundle:list -o json; config:list -o json").ok().out();
        if (features.contains("test:top:1.0.0")) {
            assertThat(features).contains("test:base:1.0.0").doesNotContain("Incomplete", "Removing", "Installing");
            assertThat(all).contains("\"till\"", "\"ledger\"", "Example :: a visitor in Java", "base.pid", "top.pid");
            container.await(Shop.SOON, result -> result.code() == 0, "call", "till", "sell(1)");
            return true;
        }
        assertThat(features).doesNotContain("test:");
        assertThat(all).doesNotContain("till", "ledger", "visitor", "base.pid", "top.pid");
        for (String folder : List.of("features/content", "modules/content", "modules/state")) {
            assertThat(files(folder)).as(folder).isEmpty();
        }
        return false;
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(container.home().resolve(folder))) {
            return files.toList();
        }
    }
}
