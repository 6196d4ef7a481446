package arcella.alme.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import arcella.command.CandidateDirectory;
import arcella.command.Candidates;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

/** A server with verbs of all kinds, in a folder of its own. */
final class TestDaemon implements AutoCloseable {

    /** What a test verb does. */
    interface Body {
        VerbResult run(Invocation invocation) throws InterruptedException, IOException;
    }

    final VerbDirectory verbs = new VerbDirectory();
    final CandidateDirectory candidates = new CandidateDirectory();
    final List<String> log = new CopyOnWriteArrayList<>();
    final CountDownLatch blocked = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final Semaphore emitted = new Semaphore(0);
    final Path socket;
    final AlmeServer server;

    TestDaemon(Path home) {
        this(home, ServerOptions.DEFAULT);
    }

    TestDaemon(Path home, ServerOptions options) {
        this(home, options, true);
    }

    /** @param ready whether the container has started already */
    TestDaemon(Path home, ServerOptions options, boolean ready) {
        socket = home.resolve("alme");
        candidates.add(new Candidates() {
            @Override
            public String what() {
                return "module";
            }

            @Override
            public List<String> names() {
                return List.of("hello@1.0.0", "echo@2.0.0");
            }
        });
        add("test:echo", List.of(Parameter.argument("text", new Parameter.Text("text"), "what")),
                invocation -> VerbResult.message(invocation.arguments().text("text")));
        add("test:fail", List.of(), _ -> {
            throw new ArcellaException(CommandError.FILE, "it failed", "try again");
        });
        add("test:broken", List.of(), _ -> {
            throw new IllegalStateException("nobody foresaw this");
        });
        add("test:overflow", List.of(), invocation -> VerbResult.message("" + depth(invocation.hashCode())));
        add("test:block", List.of(), invocation -> {
            invocation.onCancel(cancelled::countDown);
            blocked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return VerbResult.message("never");
        });
        add("test:stream", List.of(Parameter.argument("count", new Parameter.Whole(0, 1_000_000), "how many")), invocation -> {
            long count = invocation.arguments().whole("count").orElse(0L);
            for (long i = 0; i < count; i++) {
                invocation.emit("line", Data.of("line " + i + " " + "x".repeat(1000)));
                emitted.release();
            }
            return VerbResult.message("sent " + count);
        });
        add("test:size", List.of(
                Parameter.argument("file", new Parameter.Upload("", List.of()), "content"),
                Parameter.option("manifest", new Parameter.Upload("file", List.of("arcella.toml")), "manifest")), invocation -> {
            long file = count(invocation.upload("file"));
            long manifest = invocation.arguments().optionalText("manifest").isPresent()
                    ? count(invocation.upload("manifest")) : -1;
            invocation.progress("read", file, file);
            return VerbResult.data(Data.fields().put("file", file).put("manifest", manifest).build());
        });
        add("test:never-read", List.of(Parameter.argument("file", new Parameter.Upload("", List.of()), "content")), invocation -> {
            blocked.countDown();
            new CountDownLatch(1).await();
            return VerbResult.message("never");
        });
        add("test:huge", List.of(), _ -> VerbResult.message("x".repeat(2 << 20)));
        add("test:shout", List.of(), invocation -> {
            invocation.onControl((name, data) -> {
                try {
                    invocation.emit("control", Data.fields().put("name", name).put("data", data).build());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            InputStream input = invocation.input();
            for (int c = input.read(); c >= 0; c = input.read()) {
                invocation.emit("output", Data.of(new byte[] {(byte) Character.toUpperCase(c)}));
            }
            return VerbResult.message("bye");
        });
        server = new AlmeServer(socket, "arcella test", verbs, candidates, new AlmeLog() {
            @Override
            public void warn(String message) {
                log.add(message);
            }

            @Override
            public void error(String message, Throwable failure) {
                log.add(message + ": " + failure);
            }
        }, options);
        if (ready) {
            server.ready();
        }
        server.start();
    }

    private static int depth(int n) {
        return n + depth(n + 1) / 2;
    }

    private static long count(InputStream in) throws IOException {
        byte[] buffer = new byte[10_000];
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
        }
        return total;
    }

    void add(String name, List<Parameter> parameters, Body body) {
        VerbSpec spec = new VerbSpec(
                VerbName.of(name), "does " + name, "", parameters, Role.ADMIN, new ResultShape.Message(), List.of());
        verbs.add(new Verb() {
            @Override
            public VerbSpec spec() {
                return spec;
            }

            @Override
            public VerbResult run(Invocation invocation) throws InterruptedException {
                try {
                    return body.run(invocation);
                } catch (IOException e) {
                    throw new ArcellaException(CommandError.FILE, String.valueOf(e.getMessage()), "", e);
                }
            }
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
