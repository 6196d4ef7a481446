package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;
import arcella.worker.WorkerOptions;
import arcella.worker.internal.child.WorkerProcess;
import arcella.worker.internal.local.Timer;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FrameChannel;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;
import arcella.worker.seal.ThreadPriority;

/**
 * Starts worker processes and lets nobody else take their place: the socket lies in a folder that only this user can
 * enter, is gone as soon as the worker has connected, and the first message must bring the secret that the process found
 * on its standard input.
 */
final class Launcher {

    private static final int CONNECTIONS = 16;

    private final WorkerOptions options;
    private final String mainClass;
    private final Executor pool;
    private final Births births;
    private final boolean writes;
    private final SecureRandom random = new SecureRandom();

    /** @param writes whether they may write to their folder for temporary files */
    Launcher(WorkerOptions options, String mainClass, Executor pool, Births births, boolean writes) {
        this.writes = writes;
        this.options = options;
        this.mainClass = mainClass;
        this.pool = pool;
        this.births = births;
    }

    /** A worker that has proven itself, and is still to be told what it is for. */
    record Met(Process process, long heapBytes, WorkerLink link, ErrorTail errors, Folder folder) {}

    /** A worker that is ready. */
    record Launched(
            Process process, long heapBytes, WorkerLink link, ErrorTail errors, Folder folder, List<String> seal) {}

    /**
     * Starts a worker and waits until it is ready.
     *
     * @param heapBytes its heap
     * @param reach what its seal leaves open
     * @param onDeath hears when its connection ends, even if that is before this returns
     * @throws ArcellaException if it does not become ready in time; no process is left then
     */
    Launched launch(String group, long heapBytes, GrantedReach reach, Consumer<WorkerLink> onDeath)
            throws InterruptedException {
        long deadline = Timer.after(options.startDeadline());
        return ready(group, connect(group, heapBytes, deadline, onDeath), reach, deadline);
    }

    /**
     * Starts a worker and waits until it has connected: nothing in it runs yet, and it is not sealed.
     *
     * @param group for messages
     */
    Met connect(String group, long heapBytes, Consumer<WorkerLink> onDeath) throws InterruptedException {
        return connect(group, heapBytes, Timer.after(options.startDeadline()), onDeath);
    }

    private Met connect(String group, long heapBytes, long deadline, Consumer<WorkerLink> onDeath)
            throws InterruptedException {
        Folder folder = Folder.create(options.folder());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            server.bind(UnixDomainSocketAddress.of(folder.socket()));
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            byte[] secret = new byte[WorkerProcess.SECRET_BYTES];
            random.nextBytes(secret);
            Process process = start(folder, heapBytes);
            ErrorTail errors = new ErrorTail(process.getErrorStream(), "arcella-worker-errors " + process.pid(), births);
            try {
                give(process, secret);
                process.onExit().thenRun(selector::wakeup);
                WorkerLink link = meet(group, process, server, selector, secret, deadline, onDeath);
                folder.connected();
                return new Met(process, heapBytes, link, errors, folder);
            } catch (ArcellaException | IOException | InterruptedException e) {
                throw failed(group, process, errors, e);
            }
        } catch (ArcellaException | InterruptedException e) {
            folder.delete();
            throw e;
        } catch (IOException e) {
            folder.delete();
            throw new ArcellaException(WorkerError.WORKER_START, "a worker for group " + group
                    + " cannot be started: " + e.getMessage(), "see whether " + options.folder() + " is writable and "
                    + options.java() + " runs", e);
        }
    }

    /** Tells a worker that has waited for it what it is for, and waits until it is ready, as long as for a sign of life; as {@link #launch}. */
    Launched ready(String group, Met met, GrantedReach reach) throws InterruptedException {
        Duration patience = options.heartbeat().multipliedBy(WorkerLink.MISSED_HEARTBEATS);
        return ready(group, met, reach, Timer.after(patience.compareTo(options.startDeadline()) < 0 ? patience : options.startDeadline()));
    }

    private Launched ready(String group, Met met, GrantedReach reach, long deadline) throws InterruptedException {
        try {
            List<String> seal = welcome(met.link(), met.folder(), reach, deadline);
            return new Launched(met.process(), met.heapBytes(), met.link(), met.errors(), met.folder(), seal);
        } catch (ArcellaException | InterruptedException e) {
            try {
                throw failed(group, met.process(), met.errors(), e);
            } finally {
                met.folder().delete();
            }
        }
    }

    private ArcellaException failed(String group, Process process, ErrorTail errors, Exception why)
            throws InterruptedException {
        boolean died = process.waitFor(why instanceof InterruptedException ? 0 : 300, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        String last = errors.text();
        if (why instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        String how = died ? "it " + Deaths.describe(process.exitValue())
                : why instanceof ArcellaException coded ? coded.what() : why.toString();
        return new ArcellaException(WorkerError.WORKER_START, "the worker for group " + group + " did not start: " + how
                + (last.isEmpty() ? "" : "; it said: " + last), "", why);
    }

    private Process start(Folder folder, long heapBytes) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(options.java().toString());
        command.addAll(WorkerOptions.startArguments());
        command.add("-Xms16m");
        command.add("-Xmx" + (heapBytes >> 10) + "k");
        // A linear memory is one array: the part of the heap that can hold it should be nearly all of it.
        command.add("-XX:MaxNewSize=" + (heapBytes >> 13) + "k");
        options.aotCache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.add("-Djava.io.tmpdir=" + folder.temporary());
        command.addAll(options.jvmArguments());
        command.add("-cp");
        command.add(options.classPath().stream().map(path -> path.toAbsolutePath().toString())
                .collect(Collectors.joining(":")));
        command.add(mainClass);
        command.add(folder.socket().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.temporary().toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        // How the JVM decodes the names of files; nothing else of the environment matters to a worker.
        environment.put("LC_ALL", "C.UTF-8");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return births.process(builder);
    }

    private static void give(Process process, byte[] secret) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write(secret);
        }
    }

    private WorkerLink meet(String group, Process process, ServerSocketChannel server, Selector selector, byte[] secret,
            long deadline, Consumer<WorkerLink> onDeath) throws IOException, InterruptedException {
        CompletableFuture<WorkerLink> proven = new CompletableFuture<>();
        List<WorkerLink> doubtful = new ArrayList<>();
        while (!proven.isDone()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new ArcellaException(WorkerError.WORKER_START,
                        "it did not connect within " + options.startDeadline().toMillis() + " ms", "");
            }
            if (!process.isAlive() || doubtful.size() > CONNECTIONS) {
                throw new ArcellaException(WorkerError.WORKER_START, "it ended before it was ready", "");
            }
            selector.select(left);
            selector.selectedKeys().clear();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            SocketChannel accepted = server.accept();
            if (accepted != null) {
                doubtful.add(doubt(new FrameChannel(accepted), group, process, secret, proven, selector, onDeath));
            }
        }
        WorkerLink link = proven.join();
        doubtful.stream().filter(other -> other != link).forEach(other -> other.giveUp(impostor()));
        return link;
    }

    private WorkerLink doubt(FrameChannel channel, String group, Process process, byte[] secret,
            CompletableFuture<WorkerLink> proven, Selector selector, Consumer<WorkerLink> onDeath) {
        WorkerLink link = new WorkerLink(channel, "arcella-worker " + group + " " + process.pid(), births, pool,
                thread -> ThreadPriority.stepBack(process.pid(), thread), ended -> {
            if (proven.getNow(null) == ended) {
                onDeath.accept(ended);
            }
        });
        link.hello().whenComplete((hello, failure) -> {
            if (hello != null && proves(hello, secret)) {
                proven.complete(link);
            } else {
                link.giveUp(impostor());
            }
            selector.wakeup();
        });
        return link;
    }

    private static boolean proves(FromWorker.Hello hello, byte[] secret) {
        return hello.version() == Codec.VERSION && MessageDigest.isEqual(hello.secret(), secret);
    }

    private static ArcellaException impostor() {
        return new ArcellaException(WorkerError.PROTOCOL, "somebody else than the worker connected", "");
    }

    private List<String> welcome(WorkerLink link, Folder folder, GrantedReach reach, long deadline) throws InterruptedException {
        List<String> writable = new ArrayList<>(reach.paths(true));
        if (writes) {
            writable.addFirst(folder.temporary().toString());
        }
        link.say(new ToWorker.Welcome(new ToWorker.WorkerSettings(options.sealed(), reach.paths(false), writable,
                reach.network(), reach.lowPorts(), options.compileCache().map(Path::toString))));
        try {
            return link.ready().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            ArcellaException why = link.reason();
            throw why != null ? why : new ArcellaException(WorkerError.WORKER_START,
                    "it ended before it was ready", "", e);
        } catch (TimeoutException e) {
            throw new ArcellaException(WorkerError.WORKER_START,
                    "it was not ready within " + options.startDeadline().toMillis() + " ms", "", e);
        }
    }
}
