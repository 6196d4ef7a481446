package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.command.Data;

/** The log of one container: its file, its levels, what guests and Java bundles say, and how much of it. */
class LoggingIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int RATE = 50;
    private static final int BURST = 5 * RATE;

    private static Container container;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        configure("text");
        container.start();
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    private static void configure(String format) throws IOException {
        Path etc = Files.createDirectories(container.home().resolve("etc"));
        Files.writeString(etc.resolve("arcella.toml"), """
                [log]
                format = "%s"
                max-size = "64KiB"
                max-files = 3
                rate = %d
                """.formatted(format, RATE));
    }

    private static Path file(String name) {
        return container.home().resolve("log").resolve(name);
    }

    private static String written() throws IOException {
        return Files.readString(file("arcella.log"));
    }

    /** With the files that were set aside: what was said a moment ago may be in one. */
    private static String everWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(file(""))) {
            for (Path each : files.filter(path -> path.getFileName().toString().startsWith("arcella.log")).toList()) {
                all.append(Files.readString(each));
            }
        }
        return all.toString();
    }

    private static String logs(String... args) throws Exception {
        return container.cli(Stream.concat(Stream.of("logs", "-n", "10000"), Stream.of(args)).toArray(String[]::new)).ok().out();
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it takes too long; the log: %s", logs()).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    @Test
    void whatModulesSayIsInTheOwnersFileAndActsOnNoTerminal() throws Exception {
        container.cli("install", Distribution.example("escapes/escapes.wasm").toString(), "--start").ok();
        until(() -> written().contains("escapes@0.1.0 module: Completed"));
        String text = written();
        assertThat(text).contains("INFO  escapes@0.1.0 stdout: plain\n", "INFO  escapes@0.1.0 stdout: over\\rwritten\\x08\\x08\n",
                "INFO  escapes@0.1.0 stdout: \\x9b31mC1 in UTF-8\n", "INFO  escapes@0.1.0 stdout: \\u{202e}right to left\n",
                "INFO  escapes@0.1.0 stderr: \\x1b[1mon stderr\\x1b[0m\n");
        assertThat(text.codePoints().filter(c -> c != '\n' && (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x202e))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("arcella.log")))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("daemon.log")))).isEqualTo("rw-------");
    }

    @Test
    void levelsHoldAtOnceAndAfterARestart() throws Exception {
        container.cli("install", Distribution.example("hello/hello.wasm").toString(), "--name", "quiet").ok();
        assertThat(container.cli("log", "level").ok().out()).containsPattern("ROOT +info +etc/arcella.toml");
        container.cli("log", "set", "off", "arcella.module.quiet.stdout").ok();
        container.cli("log", "set", "warn", "arcella.module.quiet").ok();
        String all = container.cli("log", "level").ok().out();
        assertThat(all).contains("arcella.module.quiet ", "arcella.module.quiet.stdout");
        assertThat(container.cli("log", "get", "ALL").ok().out()).as("Karaf's word for all").isEqualTo(all);
        assertThat(container.cli("log", "set", "info", "ALL").ok().out()).contains("every logger is at info");
        assertThat(container.cli("log", "level", "all").ok().out()).containsPattern("ROOT +info +org.osgi")
                .doesNotContain("arcella.module.quiet");
        container.cli("log", "set", "warn", "arcella.module.quiet").ok();
        container.cli("log", "set", "default", "ALL").ok();
        assertThat(container.cli("log", "level").ok().out()).containsPattern("ROOT +info +etc/arcella.toml")
                .doesNotContain("arcella.module.quiet");
        container.cli("log", "set", "off", "arcella.module.quiet.stdout").ok();
        container.cli("log", "set", "warn", "arcella.module.quiet").ok();
        assertThat(container.cli("log", "get", "arcella.module.quiet.stderr").ok().out())
                .containsPattern("arcella.module.quiet.stderr +warn +arcella.module.quiet");
        container.cli("start", "quiet").ok();
        container.await(SOON, result -> result.out().contains("Completed"), "list");
        assertThat(container.cli("logs").ok().out()).doesNotContain("quiet@0.1.0");
        assertThat(container.cli("config", "property-list", "-p", "org.osgi.service.log.admin").ok().out())
                .contains("arcella.module.quiet.stdout", "OFF");
        container.stop();
        assertThat(written()).endsWith("The container has stopped\n").doesNotContain("quiet@0.1.0");
        container.start();
        container.cli("log", "set", "default", "arcella.module.quiet").ok();
        container.cli("start", "quiet").ok();
        container.await(SOON, result -> result.out().contains("Completed"), "logs", "quiet", "--logger", "arcella.module");
        assertThat(container.cli("logs", "quiet").ok().out()).doesNotContain("Hello");
        container.cli("config", "property-delete", "-p", "org.osgi.service.log.admin", "arcella.module.quiet.stdout").ok();
        container.cli("start", "quiet").ok();
        container.await(SOON, result -> result.out().contains("stdout: Hello"), "logs", "quiet", "--since", "5m", "--level", "info");
        assertThat(container.cli("logs", "quiet", "--level", "warn").ok().out()).isEmpty();
        configure("json");
        container.cli("config", "reload").ok();
        container.cli("restart", "quiet").ok();
        until(() -> written().contains("stdout\",\"module\":\"quiet@0.1.0\""));
        configure("text");
        container.cli("config", "reload").ok();
        JsonNode line = new ObjectMapper().readTree(written().lines().filter(one -> one.startsWith("{") && one.contains("Hello")).findFirst().orElseThrow());
        assertThat(line.path("logger").asText()).isEqualTo("arcella.module.quiet.stdout");
        assertThat(line.path("module").asText()).isEqualTo("quiet@0.1.0");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        container.cli("log", "set", "loud").failed(2, "loud");
        container.cli("log", "set", "info", "a..b").failed(2, "is no logger's name");
    }

    @Test
    void aChattyGuestIsHeardNowAndThen() throws Exception {
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--name", "calm", "--start").ok();
        long alone = medianCall();
        long began = System.nanoTime();
        for (String isolation : List.of("main", "worker")) {
            Path module = ChattyModule.make(container.folder(), "chatty-" + isolation, isolation);
            container.cli("install", module.toString(), "--grant-all", "--start").ok();
        }
        for (String isolation : List.of("main", "worker")) {
            String name = "chatty-" + isolation;
            container.await(SOON, result -> result.out().contains("lines came too fast and were dropped)"),
                    "logs", name, "--level", "warn");
            assertThat(medianCall()).as("microseconds beside %s, in place of %d", name, alone).isLessThan(Math.max(20_000, 20 * alone));
            container.cli("stop", name).ok();
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(logs(name).lines().filter(line -> line.contains("a lot to say")).count())
                    .isBetween((long) BURST - 20, (long) (BURST + seconds * RATE));
            assertThat(logs(name, "--level", "warn", "--logger", "arcella.module." + name)).contains("WARN  " + name + "@1.0.0 module: (");
        }
        try (Stream<Path> files = Files.list(file(""))) {
            List<Path> all = files.filter(path -> path.getFileName().toString().startsWith("arcella.log")).toList();
            assertThat(all).hasSizeLessThanOrEqualTo(3).allMatch(path -> path.toFile().length() <= 64 << 10);
        }
    }

    /** How long a call of another module takes, in microseconds. */
    private static long medianCall() throws Exception {
        long[] micros = new long[101];
        try (AlmeClient client = AlmeClient.connect(container.home().resolve("alme"), "LoggingIT", 30_000)) {
            for (int i = 0; i < micros.length; i++) {
                long before = System.nanoTime();
                assertThat(client.call("module:call", Data.fields().put("module", "calm").put("call", "add(2, 3)").build()).message()).isEqualTo("5");
                micros[i] = (System.nanoTime() - before) / 1_000;
            }
        }
        Arrays.sort(micros);
        return micros[micros.length / 2];
    }

    /** By whatever way it logs; what it prints without end is bounded as a guest's. */
    @Test
    void whatAJavaBundleSaysStandsUnderItsName() throws Exception {
        String talker = JavaBundle.active(container.folder(), "shop.talker",
                "org.osgi.framework, org.osgi.service.log, org.slf4j;version=\"[1.7,2)\"", """
                package test;

                import org.osgi.framework.BundleContext;
                import org.osgi.service.log.LogReaderService;
                import org.osgi.service.log.LoggerFactory;

                public final class Main implements org.osgi.framework.BundleActivator {
                    public void start(BundleContext context) throws Exception {
                        context.getService(context.getServiceReference(LogReaderService.class)).addLogListener(entry -> {
                            if (entry.getLoggerName().startsWith("arcella.module.heard.")) {
                                org.slf4j.LoggerFactory.getLogger("shop.Ear").info("heard {}: {}", entry.getLoggerName(), entry.getMessage());
                            }
                        });
                        org.slf4j.LoggerFactory.getLogger("shop.Printer").warn("{} sheets left", 3);
                        org.slf4j.LoggerFactory.getLogger(Main.class).debug("a detail");
                        context.getService(context.getServiceReference(LoggerFactory.class)).getLogger("shop.Osgi")
                                .error("by the Log Service\\nand on", new IllegalStateException("jammed"));
                        System.getLogger("shop.Evil").log(System.Logger.Level.WARNING, "a\\u001b[2J\\u202eb\\tc");
                        System.getLogger("shop.System").log(System.Logger.Level.WARNING, "by System.Logger");
                        java.util.logging.Logger.getLogger("shop.Jul").info("by java.util.logging");
                        // The Log Service hands on what it was told by a thread of its own, which the prints below would outrun.
                        Thread.sleep(2_000);
                        for (int i = 0; i < 5000; i++) {
                            System.out.println("printed by a bundle");
                        }
                    }

                    public void stop(BundleContext context) {}
                }
                """);
        container.cli("log", "set", "debug", "test").ok();
        container.cli("bundle", "install", "-s", talker).ok();
        container.await(SOON, result -> result.out().contains("lines came too fast"), "logs", "shop.talker", "--level", "warn");
        // By now the container has seen that the bundle listens.
        container.cli("install", Distribution.example("hello/hello.wasm").toString(), "--name", "heard", "--start").ok();
        container.await(SOON, result -> result.out().contains("shop.Ear: heard arcella.module.heard.stdout: Hello from WebAssembly!"),
                "logs", "shop.talker");
        assertThat(logs("heard").lines().filter(line -> line.contains("Hello from WebAssembly!"))).hasSize(1);
        String log = logs("shop.talker");
        assertThat(log).contains("WARN  shop.talker@0.0.0 shop.Printer: 3 sheets left", "DEBUG shop.talker@0.0.0 test.Main: a detail",
                "ERROR shop.talker@0.0.0 shop.Osgi: by the Log Service\\nand on (java.lang.IllegalStateException: jammed)",
                "WARN  shop.talker@0.0.0 shop.System: by System.Logger", "INFO  shop.talker@0.0.0 shop.Jul: by java.util.logging",
                "INFO  shop.talker@0.0.0 stdout: printed by a bundle");
        JsonNode printed = new ObjectMapper().readTree(logs("shop.talker", "--logger", "shop.Printer", "--output", "json"));
        assertThat(printed.path("text").asText()).isEqualTo("3 sheets left");
        assertThat(printed.path("bundle").asText()).isEqualTo("shop.talker@0.0.0");
        assertThat(printed.path("level").asText()).isEqualTo("WARN");
        assertThat(printed.path("line").asText()).endsWith("WARN  shop.talker@0.0.0 shop.Printer: 3 sheets left");
        JsonNode evil = new ObjectMapper().readTree(logs("shop.talker", "--logger", "shop.Evil", "--output", "json"));
        assertThat(evil.path("text").asText()).as("for programs as it came").isEqualTo("a\u001b[2J\u202eb\tc");
        assertThat(evil.path("line").asText()).as("for people as the table shows it")
                .endsWith("shop.Evil: a\\x1b[2J\\u{202e}b    c")
                .isEqualTo(logs("shop.talker", "--logger", "shop.Evil").stripTrailing());
        assertThat(logs("shop.talker", "--logger", "shop.Nobody", "--output", "json")).isEmpty();
        assertThat(log.lines().filter(line -> line.contains("printed by a bundle")).count()).isLessThan(BURST + 60L * RATE);
        until(() -> everWritten().contains("shop.Jul: by java.util.logging"));
        assertThat(Files.readString(file("daemon.log"))).doesNotContain("printed by a bundle");
        assertThat(logs()).contains("arcella.launcher: arcella ", " runs on " + container.home());
    }
}
