package arcella.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import arcella.error.ArcellaException;

/**
 * The daemon in the background: started as a process of its own, watched until it answers, stopped through ALME.
 *
 * @param home the container's folder
 * @param distribution where the programs are
 */
record Background(Home home, Distribution distribution) {

    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final Duration STOP_TIME = Duration.ofSeconds(30);
    /** For a daemon that starts at this moment, until it listens; much longer than that takes on an idle machine. */
    private static final Duration SOCKET_TIME = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Starts the daemon and returns once it answers. */
    int start() throws InterruptedException {
        home.create();
        DaemonClient.socket(home);
        if (home.taken()) {
            throw alreadyRuns();
        }
        ConsoleFile.prepare(home.logFile());
        long logStart = size(home.logFile());
        Process process = spawn();
        long deadline = System.nanoTime() + START_TIME.toNanos();
        while (!greets(process)) {
            if (!process.isAlive()) {
                if (home.taken()) {
                    // Another one that was started at the same time was quicker.
                    throw alreadyRuns();
                }
                throw new ArcellaException(
                        LauncherError.DAEMON_DIED,
                        "the daemon ended before it answered (exit code " + process.exitValue() + "): "
                                + reason(logStart),
                        "the whole log is " + home.logFile());
            }
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new ArcellaException(
                        LauncherError.DAEMON_DIED,
                        "the daemon did not answer within " + START_TIME.toSeconds() + " s",
                        "see " + home.logFile());
            }
            Thread.sleep(POLL);
        }
        DaemonClient.awaitContainer(home);
        String ready = Daemon.ready(home, home.holder().orElse(process.pid()));
        System.out.println(ready);
        // What it complains of while it starts would otherwise be found by nobody who does not look into its log.
        // The log is shared with those that were started at the same time and found the home taken.
        String late = "arcella: " + LauncherError.ALREADY_RUNNING.text();
        tail(logStart).lines().filter(line -> !line.equals(ready) && !line.startsWith(late)).forEach(System.err::println);
        return 0;
    }

    private ArcellaException alreadyRuns() {
        return new ArcellaException(
                LauncherError.ALREADY_RUNNING,
                "a daemon already runs on the home " + home.path()
                        + home.holder().map(pid -> " (process " + pid + ")").orElse(""),
                DaemonClient.listens(home)
                        ? "nothing to do; 'arcella status' shows it"
                        : "it does not listen yet: if 'arcella status' still says so in a while, 'arcella stop' ends it");
    }

    /** Whether the daemon that was started greets, and nobody else; it is that process itself or what its script started. */
    private boolean greets(Process started) {
        OptionalLong pid = DaemonClient.greeting(home);
        return pid.isPresent() && (pid.getAsLong() == started.pid()
                || started.toHandle().descendants().anyMatch(handle -> handle.pid() == pid.getAsLong()));
    }

    private Process spawn() {
        List<String> command = new ArrayList<>();
        // A session of its own: the terminal's hang-up and Ctrl-C do not reach the daemon.
        detacher().ifPresent(path -> command.add(path.toString()));
        command.addAll(List.of(
                distribution.program("arcella").toString(), "--home", home.path().toString(), "daemon"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.path().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.logFile().toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ArcellaException(
                    LauncherError.DAEMON_DIED, "the daemon could not be started (" + Home.reason(e) + ")", "", e);
        }
    }

    private static Optional<Path> detacher() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reason(long from) {
        String text = tail(from);
        return text.isEmpty() ? "it wrote nothing" : text;
    }

    /** The last that the daemon wrote since {@code from}. */
    private String tail(long from) {
        try (RandomAccessFile file = new RandomAccessFile(home.logFile().toFile(), "r")) {
            long start = Math.max(from, file.length() - 2000);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "its log cannot be read (" + Home.reason(e) + ")";
        }
    }

    /** Stops the daemon and returns once its process has let the home go. */
    int stop() throws InterruptedException {
        needRunning();
        if (DaemonClient.listens(home)) {
            int code = DaemonClient.run(home, distribution, List.of("system:shutdown", "--force"));
            if (code != 0) {
                return code;
            }
        } else if (home.taken()) {
            terminate();
        }
        long deadline = System.nanoTime() + STOP_TIME.toNanos();
        while (home.taken()) {
            if (System.nanoTime() > deadline) {
                throw new ArcellaException(
                        LauncherError.STOP,
                        "the daemon did not stop within " + STOP_TIME.toSeconds() + " s",
                        "see " + home.logFile() + home.holder().map(pid -> ", or end process " + pid).orElse(""));
            }
            Thread.sleep(POLL);
        }
        System.out.println("stopped");
        return 0;
    }

    private void needRunning() {
        if (!Files.isDirectory(home.path()) || !home.taken()) {
            throw new ArcellaException(
                    LauncherError.NOT_RUNNING, "no daemon runs on the home " + home.path(), "start one with 'arcella start'");
        }
    }

    /** Asks the daemon by a signal, which needs no socket, and ends it as cleanly. */
    private void terminate() {
        Optional<ProcessHandle> daemon = home.holder().flatMap(ProcessHandle::of).filter(Background::runsArcella);
        if (daemon.isEmpty() || !daemon.get().destroy()) {
            throw new ArcellaException(
                    LauncherError.STOP,
                    "nobody listens at " + DaemonClient.socket(home) + ", and the process that holds the home "
                            + home.path() + " is not known, or not this user's",
                    "end it by its number: " + home.lockFile() + " names it, or 'fuser' finds it by that file");
        }
        System.out.println("nobody listens at " + DaemonClient.socket(home) + "; SIGTERM goes to process "
                + daemon.get().pid());
    }

    /** A number in a file may have come to mean another process. */
    private static boolean runsArcella(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("arcella.launcher");
    }

    /** As {@link #needRunning}; and the daemon must listen, for which one that has just been started gets some time. */
    private void needListening() throws InterruptedException {
        needRunning();
        long deadline = System.nanoTime() + SOCKET_TIME.toNanos();
        while (!DaemonClient.listens(home)) {
            needRunning();
            Optional<ProcessHandle> holder = home.holder().flatMap(ProcessHandle::of);
            boolean young = holder.flatMap(process -> process.info().startInstant())
                    .map(start -> start.isAfter(Instant.now().minus(START_TIME))).orElse(false);
            if (!young || System.nanoTime() > deadline) {
                throw new ArcellaException(
                        LauncherError.NO_SOCKET,
                        holder.map(process -> "process " + process.pid()).orElse("a process") + " holds the home "
                                + home.path() + ", and nobody listens at " + DaemonClient.socket(home)
                                + ": it starts or stops, or its socket was removed",
                        "'arcella stop' ends it, with or without a socket");
            }
            Thread.sleep(POLL);
        }
    }

    /** Prints how the daemon is. */
    int status() throws InterruptedException {
        needListening();
        return DaemonClient.run(home, distribution, List.of("status"));
    }

    /** A shell on this terminal: on the running daemon, or on one started for it. */
    int attach() throws InterruptedException {
        home.create();
        boolean started = !home.taken();
        if (started) {
            start();
        } else {
            needListening();
        }
        int code = DaemonClient.run(home, distribution, List.of("shell"));
        if (started && home.taken()) {
            String answer = System.console().readLine("The daemon goes on in the background. Stop it? [y/N] ");
            if (answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
                return stop();
            }
        }
        return code;
    }
}
