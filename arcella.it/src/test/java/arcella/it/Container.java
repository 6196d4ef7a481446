package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One home, and the programs run on it as a user runs them: real processes, real files. Closing it ends the daemon,
 * however it is, and deletes the home.
 */
final class Container implements AutoCloseable {

    private static final Duration COMMAND_TIME = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path home;

    Container() throws IOException {
        folder = Files.createTempDirectory("arc");
        home = folder.resolve("home");
    }

    /**
     * What a command did.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Result(int code, String out, String err) {

        /** Fails the test unless the command succeeded. */
        Result ok() {
            assertThat(code).as("exit code; out: %s err: %s", out, err).isZero();
            return this;
        }

        /** Fails the test unless the command failed with that exit code and named all these words. */
        Result failed(int exitCode, String... words) {
            assertThat(code).as("exit code; out: %s err: %s", out, err).isEqualTo(exitCode);
            for (String word : words) {
                assertThat(err).contains(word);
            }
            assertThat(err).doesNotContain("\tat ");
            return this;
        }
    }

    Path home() {
        return home;
    }

    /** A folder beside the home for a test's own files; goes with it. */
    Path folder() {
        return folder;
    }

    Result arcella(String... args) throws IOException, InterruptedException {
        return run("arcella", new byte[0], args);
    }

    Result cli(String... args) throws IOException, InterruptedException {
        return run("arcella-cli", new byte[0], args);
    }

    /** Runs a program of the distribution with that standard input. */
    Result run(String program, byte[] input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Distribution.program(program).toString()));
        command.addAll(List.of(args));
        return execute(command, input);
    }

    /** Runs any command with this home in its environment. */
    Result execute(List<String> command, byte[] input) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Path in = Files.createTempFile(folder, "in", "");
        Files.write(in, input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("ARCELLA_HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        if (!process.waitFor(COMMAND_TIME.toSeconds(), TimeUnit.SECONDS)) {
            process.toHandle().destroyForcibly();
            throw new AssertionError(command + " did not end; it printed " + Files.readString(out)
                    + Files.readString(err));
        }
        return new Result(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    void start() throws IOException, InterruptedException {
        arcella("start").ok();
    }

    void stop() throws IOException, InterruptedException {
        arcella("stop").ok();
    }

    /** The daemon's process. */
    ProcessHandle daemon() throws IOException {
        long pid = Long.parseLong(Files.readString(home.resolve("lock")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /**
     * Removes all modules, configurations and lines of the log, and what modules have kept, so that the next test finds a
     * container as it was at first, if an older one.
     */
    void empty() throws IOException, InterruptedException {
        for (JsonNode module : JSON.readTree(cli("list", "-o", "json").ok().out())) {
            cli("remove", module.path("name").asText() + "@" + module.path("version").asText()).ok();
        }
        for (JsonNode configuration : JSON.readTree(cli("config", "list", "-o", "json").ok().out())) {
            cli("config", "delete", configuration.path("pid").asText()).ok();
        }
        cli("log", "clear").ok();
        assertThat(cli("bundle", "list").ok().out()).doesNotContain("arcella.module.");
        try (var kept = Files.list(home.resolve("data"))) {
            kept.forEach(Distribution::remove);
        }
    }

    /** Ends the daemon as a power cut would, and waits until it is gone. */
    void kill() throws Exception {
        ProcessHandle daemon = daemon();
        daemon.destroyForcibly();
        daemon.onExit().get(2, TimeUnit.MINUTES);
    }

    /** Runs a CLI command until its output fits, for at most that time; the last result. */
    Result await(Duration time, Predicate<Result> fits, String... args) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            Result result = cli(args);
            if (fits.test(result)) {
                return result;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(List.of(args) + " did not come to fit; last: " + result);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() throws IOException {
        Path lock = home.resolve("lock");
        if (Files.exists(lock)) {
            String pid = Files.readString(lock).strip();
            if (!pid.isEmpty()) {
                ProcessHandle.of(Long.parseLong(pid))
                        .filter(handle -> handle.info().commandLine().orElse("").contains(home.toString()))
                        .ifPresent(handle -> {
                            handle.destroyForcibly();
                            handle.onExit().orTimeout(2, TimeUnit.MINUTES).join();
                        });
            }
        }
        Distribution.remove(folder);
    }
}
