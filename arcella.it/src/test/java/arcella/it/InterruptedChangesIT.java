package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeUpload;
import arcella.alme.protocol.AlmeError;
import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * A daemon that is killed at random moments while an operator installs, updates, starts, stops and removes modules
 * without pause. After each restart every module is as it was last acknowledged; the one whose change had not been
 * answered yet is as before that change or as after it, and never anything between.
 */
class InterruptedChangesIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");
    private static final int KILLS = PROOF ? 200 : 8;
    /** How long changes go on at most before the kill; some dozens of them. */
    private static final int MOST_MILLIS = 600;
    private static final long SEED = 6;
    private static final List<String> NAMES = List.of("ant", "bee", "cat", "dog", "eel");
    private static final Set<String> IDLE = Set.of("Installed", "Stopped");

    private Container container;
    private final List<Content> contents = new ArrayList<>();
    /** What the operator was told. */
    private volatile Map<String, Module> acknowledged = Map.of();
    /** What there is to be once the change in progress is done; the same as what was told between changes. */
    private volatile Map<String, Module> next = Map.of();
    private volatile String change = "nothing";

    /** A file that can be installed. */
    private record Content(Path file, String sha256) {}

    /** What is there of a module. */
    private record Module(String version, String sha256, boolean started) {}

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        for (int megabytes : new int[] {0, 0, 1, 3}) {
            contents.add(content(contents.size(), megabytes << 20));
        }
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    /** An example with bytes that mean nothing, so that there is a middle to be killed in. */
    private Content content(int number, int size) throws IOException, NoSuchAlgorithmException {
        byte[] padding = new byte[size + 1];
        new Random(number).nextBytes(padding);
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(Files.readAllBytes(Distribution.example("greeter/greeter.wasm")));
        wasm.write(0);
        for (int rest = padding.length + 2; rest > 0; rest >>>= 7) {
            wasm.write(rest > 0x7f ? rest & 0x7f | 0x80 : rest);
        }
        wasm.write(1);
        wasm.write('p');
        wasm.writeBytes(padding);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(wasm.toByteArray());
        return new Content(Files.write(container.folder().resolve(number + ".wasm"), wasm.toByteArray()),
                HexFormat.of().formatHex(hash));
    }

    @Test
    void everyModuleIsAsItWasAcknowledged() throws Exception {
        Random random = new Random(SEED);
        Map<String, int[]> outcomes = new TreeMap<>();
        container.start();
        try (AlmeClient client = connect()) {
            for (String name : NAMES) {
                install(client, name, random);
            }
        }
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                long seed = random.nextLong();
                int millis = random.nextInt(MOST_MILLIS);
                try (AlmeClient client = connect()) {
                    Future<?> operator = threads.submit(() -> {
                        operate(client, new Random(seed));
                        return null;
                    });
                    Thread.sleep(millis);
                    container.kill();
                    operator.get();
                }
                container.start();
                Map<String, Module> seen = seen();
                assertThat(seen).as("kill %d, after %d ms, during %s; acknowledged was %s", kill, millis, change, acknowledged)
                        .isIn(acknowledged, next);
                if (!acknowledged.equals(next)) {
                    outcomes.computeIfAbsent(change, _ -> new int[2])[seen.equals(next) ? 1 : 0]++;
                }
                acknowledged = seen;
                next = seen;
                for (Map.Entry<String, Module> module : seen.entrySet()) {
                    if (module.getValue().started()) {
                        assertThat(container.cli("call", module.getKey(), "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
                    }
                }
                assertThat(container.cli("logs").ok().out()).as("nothing in the store was damaged").doesNotContain("ARC-2202");
            }
        }
        outcomes.forEach((what, counts) -> System.out.printf(
                "killed during %s: %d as before, %d as after%n", what, counts[0], counts[1]));
        assertThat(outcomes).as("kills came in the middle of changes").isNotEmpty();
    }

    private AlmeClient connect() {
        return AlmeClient.connect(container.home().resolve("alme"), "InterruptedChangesIT", 60_000);
    }

    /** Changes one module after another until the daemon is gone. */
    private void operate(AlmeClient client, Random random) throws IOException {
        try {
            while (true) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                Module module = acknowledged.get(name);
                int choice = random.nextInt(20);
                if (module == null) {
                    install(client, name, random);
                } else if (choice < 11) {
                    update(client, name, module, random);
                } else if (choice < 16) {
                    request(client, "module:remove", name, null, Data.fields().put("module", name), List.of());
                } else {
                    request(client, module.started() ? "module:stop" : "module:start", name,
                            new Module(module.version(), module.sha256(), !module.started()),
                            Data.fields().put("module", name), List.of());
                }
            }
        } catch (ArcellaException e) {
            if (e.code().number() != AlmeError.CONNECTION_LOST.number()) {
                throw new IllegalStateException(change + " was refused", e);
            }
        }
    }

    private void install(AlmeClient client, String name, Random random) throws IOException {
        Content content = contents.get(random.nextInt(contents.size()));
        Module module = new Module("1." + random.nextInt(100) + ".0", content.sha256(), random.nextBoolean());
        Data.FieldsBuilder fields = upload(name, module, content).put("start", module.started());
        request(client, "module:install", name, module, fields, uploads(name, content));
    }

    /** With another content, at the same version or at another. */
    private void update(AlmeClient client, String name, Module module, Random random) throws IOException {
        List<Content> others = contents.stream().filter(content -> !content.sha256().equals(module.sha256())).toList();
        Content content = others.get(random.nextInt(others.size()));
        String version = random.nextBoolean() ? module.version() : "1." + random.nextInt(100) + ".0";
        Module updated = new Module(version, content.sha256(), module.started());
        request(client, "module:update", name, updated, upload(name, updated, content).put("module", name),
                uploads(name, content));
    }

    private Data.FieldsBuilder upload(String name, Module module, Content content) throws IOException {
        Files.writeString(manifest(name), """
                [module]
                name = "%s"
                version = "%s"
                isolation = "main"
                trusted = true
                async = true
                """.formatted(name, module.version()));
        return Data.fields().put("file", content.file().getFileName().toString())
                .put("manifest", manifest(name).getFileName().toString())
                .put("grant", new Data.Items(List.of(Data.of("trust"))));
    }

    private List<AlmeUpload> uploads(String name, Content content) {
        return List.of(new AlmeUpload("manifest", manifest(name)), new AlmeUpload("file", content.file()));
    }

    private Path manifest(String name) {
        return container.folder().resolve(name + ".toml");
    }

    private void request(AlmeClient client, String verb, String name, @Nullable Module becomes, Data.FieldsBuilder fields,
            List<AlmeUpload> uploads) {
        Map<String, Module> after = new HashMap<>(acknowledged);
        if (becomes == null) {
            after.remove(name);
        } else {
            after.put(name, becomes);
        }
        change = verb;
        next = after;
        client.call(verb, fields.build(), uploads, false, new QuietListener());
        acknowledged = after;
    }

    /** All modules that the container has now. */
    private Map<String, Module> seen() {
        Map<String, Module> seen = new HashMap<>();
        try (AlmeClient client = connect()) {
            Data.Items list = (Data.Items) client.call("module:list", Data.fields().build()).data();
            for (Data row : list.values()) {
                String name = text(row, "name");
                Data info = client.call("module:info", Data.fields().put("module", name).build()).data();
                seen.put(name, new Module(text(info, "version"), text(info, "sha256"), !IDLE.contains(text(info, "state"))));
            }
            assertThat(seen).as("no name twice").hasSize(list.values().size());
        }
        return seen;
    }

    private static String text(Data row, String field) {
        return ((Data.Text) ((Data.Fields) row).values().get(field)).value();
    }
}
