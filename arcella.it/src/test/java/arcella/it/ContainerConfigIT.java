package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.it.Container.Result;

/** The container's own configuration, as an operator writes, checks, changes and reads it. */
class ContainerConfigIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private Container container;
    /** What the operator's files are, by what he wrote last. */
    private final Map<String, String> written = new TreeMap<>();

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        Files.createDirectories(container.home().resolve("etc/conf.d"));
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private Path write(String name, String text) throws Exception {
        Path file = container.home().resolve("etc").resolve(name);
        Path part = Files.writeString(container.folder().resolve("part"), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written.put(name, state(file));
        return file;
    }

    private static String state(Path file) throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file)) + " " + time + " " + Files.readAttributes(
                file, BasicFileAttributes.class).fileKey();
    }

    /** Every file below etc/, as it is: none was touched, and none has come. */
    private void nothingWasWritten() throws Exception {
        Map<String, String> now = new TreeMap<>();
        Path etc = container.home().resolve("etc");
        try (Stream<Path> files = Files.walk(etc)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                now.put(etc.relativize(file).toString(), state(file));
            }
        }
        assertThat(now).isEqualTo(written);
    }

    private Result start(String... environment) throws Exception {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(List.of(environment));
        command.addAll(List.of(Distribution.program("arcella").toString(), "start"));
        return container.execute(command, new byte[0]).ok();
    }

    private JsonNode shown(String key) throws Exception {
        JsonNode all = new ObjectMapper().readTree(container.cli("config", "show", "--output", "json").ok().out());
        for (JsonNode one : all) {
            if (one.path("key").asText().equals(key)) {
                return one;
            }
        }
        throw new AssertionError(key + " is not in " + all);
    }

    @Test
    void anOperatorsConfigurationIsReadCheckedAndFollowedAndNeverWritten() throws Exception {
        // Without a daemon.
        write("arcella.toml", "# mine\nincludes = [\"conf.d/*.toml\"]\n\n[caps.limits]\nhandles = 500   # enough\n");
        write("conf.d/20-site.toml", "[caps.limits]\ndeadline = \"20s\"\n");
        write("conf.d/10-base.toml", "[caps.limits]\nhandles = 400\ndeadline = \"10s\"\nsockets = 7\n"
                + "[[grant]]\nname = \"nobody\"\nallow = [\"env:LANG\"]\n");
        assertThat(container.arcella("config", "validate").ok().out()).contains(
                "etc/arcella.toml, with 2 included files, is fine: 3 values, 1 [[grant]]",
                "caps.limits.deadline = \"20s\" (etc/conf.d/20-site.toml:2) overrides \"10s\" (etc/conf.d/10-base.toml:3)");
        Path wrong = Files.writeString(container.folder().resolve("wrong.toml"), "[workers]\nspair = true\n");
        container.arcella("config", "validate", wrong.toString()).failed(1, "ARC-2203", wrong + ":2:1: unknown key 'spair'", "2 | spair");
        container.arcella("config", "validate", "a", "b").failed(2, "config --help");
        assertThat(container.arcella("config", "reference").ok().out())
                .isEqualTo(Files.readString(Distribution.root().resolve("docs/CONFIGURATION.md")));

        // The log is nobody else's file, whatever leads there.
        for (String place : List.of("../etc/arcella.toml", container.home().resolve("etc/conf.d/20-site.toml").toString())) {
            Path bad = Files.writeString(container.folder().resolve("log.toml"), "[log]\nfile = \"" + place + "\"\n");
            container.arcella("config", "validate", bad.toString()).failed(1, "ARC-2203", bad + ":2:1: 'file' ", "below the home's log/");
        }
        container.arcella("config", "show", "workers.mx").failed(1, "ARC-2206", "did you mean 'workers.max'?");

        // The environment arrives in the daemon, and each value says where it is from.
        Result start = start("ARCELLA_CAPS_LIMITS_SOCKETS=9", "ARCELLA_WORKER_SPARE=true");
        assertThat(start.err()).contains("ARCELLA_WORKER_SPARE is no key", "did you mean ARCELLA_WORKERS_SPARE?");
        assertThat(shown("caps.limits.sockets").toString()).contains("\"value\":9", "environment ARCELLA_CAPS_LIMITS_SOCKETS", "10-base.toml:4");
        assertThat(shown("caps.limits.handles").path("from").asText()).isEqualTo("etc/arcella.toml:5");
        assertThat(shown("workers.spare").path("from").asText()).isEqualTo("default");
        assertThat(shown("caps.limits.deadline").toString()).contains("\"value\":\"20s\"");
        assertThat(shown("[[grant]]").toString()).contains("\"value\":{\"name\":\"nobody\",\"allow\":[\"env:LANG\"]}", "10-base.toml:5");
        assertThat(container.cli("config", "show", "deadline", "--set").ok().out())
                .contains("\"20s\"", "etc/conf.d/20-site.toml:2").doesNotContain("handles", "defaults");
        assertThat(container.cli("config", "validate").ok().out()).contains("2 included files, is fine", "ARCELLA_WORKER_SPARE");

        // What can be taken on is, while a module runs.
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--start").ok();
        assertThat(container.cli("info", "greeter").ok().out()).contains("deadline 20s (capped)", "sockets 9 (capped)");
        write("conf.d/30-more.toml", "[caps.limits]\ndeadline = \"3s\"\nsockets = 3\n[workers]\nspare = true\n");
        container.await(SOON, result -> result.out().contains("deadline 3s (capped)"), "info", "greeter");
        container.await(SOON, result -> result.out().contains("caps.limits.deadline = \"3s\" (etc/conf.d/30-more.toml:2), was \"20s\"; holds at once")
                && result.out().contains("holds at the next start"), "logs");
        assertThat(shown("workers.spare").toString()).contains("\"value\":false", "\"next\":\"true (etc/conf.d/30-more.toml:5)\"", "at the next start");
        assertThat(container.cli("status").ok().out()).contains("workers.spare = true waits for the next start");
        assertThat(container.cli("config", "reload").ok().out()).contains("3 included files", "workers.spare = true waits");

        // A log that would eat an operator's file is refused while the container runs, and what is said goes where it went.
        write("conf.d/25-log.toml", "# precious\n[log]\nfile = \"" + container.home().resolve("etc/conf.d/25-log.toml")
                + "\"\nmax-size = \"64KiB\"\nmax-files = 1\n");
        container.cli("config", "reload").failed(1, "ARC-2203", "nothing was changed", "conf.d/25-log.toml:3:1: 'file' is", "read as configuration");
        container.cli("restart", "greeter").ok();
        nothingWasWritten();
        write("conf.d/25-log.toml", "[log]\nfile = \"/proc/nosuch/x\"\n[roles]\nread-only = [\"nosuchuser\"]\n"
                + "[roles.verbs]\n\"module:restrat\" = \"read-only\"\n");
        String[] seenTo = {"warning: log.file (etc/conf.d/25-log.toml:2): /proc/nosuch/x cannot be written: /proc is the kernel's",
            "warning: roles.read-only (etc/conf.d/25-log.toml:4): this machine knows no user 'nosuchuser'",
            "warning: [roles.verbs] names 'module:restrat', and there is no such command; did you mean 'module:restart'?"};
        assertThat(container.cli("config", "reload").ok().out()).contains(seenTo);
        assertThat(container.cli("config", "validate").ok().out()).contains(seenTo);
        assertThat(container.cli("logs").ok().out()).contains("configuration: roles.read-only (etc/conf.d/25-log.toml:4)");
        assertThat(container.cli("status").ok().out()).contains("3 warnings, which config:validate shows");
        assertThat(container.arcella("doctor").out()).contains("warn  config", "/proc/nosuch/x cannot be written");
        Files.delete(container.home().resolve("etc/conf.d/25-log.toml"));
        written.remove("conf.d/25-log.toml");
        container.cli("config", "reload").ok();
        container.cli("config", "show", "nosuch.key").failed(1, "ARC-2206", "'nosuch.key'");

        // All or nothing.
        write("conf.d/30-more.toml", "[caps.limits]\ndeadline = \"1s\"\nhandels = 3\n");
        container.await(SOON, result -> result.out().contains("ARC-2203 nothing was changed, and what held before goes on to hold")
                && result.out().contains("etc/conf.d/30-more.toml:3:1: unknown key 'handels'"), "logs");
        container.cli("config", "validate").failed(1, "ARC-2203", "etc/conf.d/30-more.toml:3:1", "did you mean 'handles'?");
        container.cli("config", "reload").failed(1, "ARC-2203", "nothing was changed", "handels");
        assertThat(container.cli("status").ok().out()).contains("1 mistake, which config:validate shows: what held before goes on to hold");
        Result doctor = container.arcella("doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("FAIL  config", "30-more.toml:3:1", "arcella config validate");
        container.cli("restart", "greeter").ok();
        assertThat(container.cli("info", "greeter").ok().out()).contains("deadline 3s (capped)");

        // Mended by hand, and told at once.
        Files.delete(container.home().resolve("etc/conf.d/30-more.toml"));
        written.remove("conf.d/30-more.toml");
        assertThat(container.cli("config", "reload").ok().out()).contains("2 included files");
        container.await(SOON, result -> result.out().contains("deadline 20s (capped)"), "info", "greeter");
        assertThat(container.cli("status").ok().out()).doesNotContain("mistake", "waits");

        // A start on mistakes fails no module for good, however long they stay.
        Path manifest = Files.writeString(container.folder().resolve("waits.toml"),
                "[module]\nname = \"waits\"\nversion = \"1.0.0\"\nstart = \"eager\"\n[restart]\nmax = 1\nbackoff = \"10ms\"\n");
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--manifest", manifest.toString(), "--start").ok();
        container.stop();
        write("conf.d/30-more.toml", "[caps.limits]\ndeadline = \"x\"\n");
        container.start();
        container.await(SOON, result -> result.out().matches("(?s).*Restarting \\(1\\)\\s+Reason +ARC-2203.*"), "info", "waits");
        container.await(SOON, result -> result.out().split("Restarting .1.: ARC-2203").length > 4, "logs", "waits");
        Files.delete(container.home().resolve("etc/conf.d/30-more.toml"));
        written.remove("conf.d/30-more.toml");
        container.await(SOON, result -> result.out().contains("Active"), "info", "waits");
        container.cli("remove", "waits").ok();
        container.await(SOON, result -> result.out().contains("Active"), "info", "greeter");

        // Whatever else is done, the files stay as they were written.
        container.cli("config", "property-set", "-p", "arcella.module.greeter", "limits.deadline", "2s").ok();
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--grant-all", "--start").ok();
        container.cli("grant", "list").ok();
        container.cli("update", "adder", Distribution.example("adder/adder.wasm").toString(), "--force");
        container.cli("remove", "adder").ok();
        container.cli("config", "delete", "arcella.module.greeter").ok();
        container.stop();
        start("ARCELLA_WORKERS_SPARE=true");
        assertThat(shown("workers.spare").toString()).contains("\"value\":true", "environment ARCELLA_WORKERS_SPARE");
        container.stop();
        nothingWasWritten();
    }
}
