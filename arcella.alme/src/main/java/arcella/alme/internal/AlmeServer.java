package arcella.alme.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.MessagePackWriter;
import arcella.command.Arguments;
import arcella.command.CandidateDirectory;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Nearest;
import arcella.command.RoleSettings;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.WorkerProcesses;
import arcella.error.ArcellaException;

/**
 * Serves ALME at a home's socket: bridges requests to verbs. Knows no OSGi; {@link AlmeComponent} wraps it. Thread-safe.
 *
 * <p>Every thread is a platform thread: guests can keep the scheduler of virtual threads busy, and management must work
 * then, too. A connection has one thread that reads and one that writes; requests run on a pool that is bounded and has no queue, so
 * that a request either runs at once or is refused.
 */
public final class AlmeServer implements AutoCloseable {

    private static final long WATCH_MILLIS = 200;
    private static final long ROLES_STEP_MILLIS = 20;
    /** So often a request that waits for the start of the container says so. */
    private static final long START_STEP_NANOS = 1_000_000_000;
    private static final long STOP_GRACE_MILLIS = 300;
    /** For cancelled requests to end, and for their answers to be written; on an idle machine neither takes as long. */
    private static final long STOP_PATIENCE_MILLIS = 3_000;

    private final SocketFile file;
    private final String program;
    private final VerbDirectory verbs;
    private final AlmeLog log;
    private final ServerOptions options;
    private final ExecutorService requests;
    private final AtomicLong threads = new AtomicLong();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile @Nullable PeerGuard guard;
    private final Set<WorkerProcesses> workersAtStart = ConcurrentHashMap.newKeySet();
    private final Accounts accounts = new NativeAccounts();
    /** Who comes through the second socket leaves as many requests to the owner. */
    private final Semaphore guestRequests;
    private @Nullable Listener listener;

    /**
     * @param socket where to listen
     * @param program name and version for the hello
     * @param verbs what can be asked for; the protocol's own are added
     * @param candidates names for completion
     */
    public AlmeServer(
            Path socket,
            String program,
            VerbDirectory verbs,
            CandidateDirectory candidates,
            AlmeLog log,
            ServerOptions options) {
        this.file = new SocketFile(socket);
        this.program = program;
        this.verbs = verbs;
        this.log = log;
        this.options = options;
        ThreadFactory factory = work -> thread("request-" + threads.incrementAndGet(), work);
        this.requests = new ThreadPoolExecutor(
                0, options.requests(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        this.guestRequests = new Semaphore(Math.max(1, options.requests() / 2));
        for (Verb verb : BuiltInVerbs.all(program, verbs, candidates, this::awaitReady)) {
            verbs.add(verb);
        }
    }

    /**
     * Binds the socket and begins to serve.
     *
     * @throws ArcellaException if the socket cannot be had
     */
    public synchronized void start() {
        Listener bound = file.bind();
        listener = bound;
        SideDoor door;
        try {
            PeerGuard made = new PeerGuard(
                    file.owner(), System.getProperty("user.name", "the daemon's user"), new PeerRoles(accounts));
            door = new SideDoor(file.owner(), file.group(), accounts, log,
                    second -> thread("accept-second", () -> accept(second, true)).start());
            synchronized (workersAtStart) {
                workersAtStart.forEach(made::add);
                guard = made;
            }
        } catch (IOException e) {
            throw new ArcellaException(AlmeError.SOCKET, "the socket's owner cannot be read: " + e.getMessage(), "", e);
        }
        thread("accept", () -> accept(bound, false)).start();
        thread("watch", () -> watch(door)).start();
    }

    /** The roles of others that hold at present. */
    RoleSettings roles() {
        return verbs.roles().settings();
    }

    /** Waits until the roles of others are known, or will not be: they come with the container, and the socket before. */
    void awaitRoles() {
        long deadline = System.nanoTime() + options.hello().toNanos() / 2;
        try {
            while (!verbs.roles().known() && !stopped && System.nanoTime() < deadline
                    && !ready.await(ROLES_STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                // Looks again.
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that all verbs of the container's start are there: a verb unknown from now on is refused at once. */
    public void ready() {
        ready.countDown();
    }

    /** Peers that are such processes, or descend from them, are refused. */
    public void add(WorkerProcesses workers) {
        synchronized (workersAtStart) {
            workersAtStart.add(workers);
            PeerGuard present = guard;
            if (present != null) {
                present.add(workers);
            }
        }
    }

    /** Takes back what was added. */
    public void remove(WorkerProcesses workers) {
        synchronized (workersAtStart) {
            workersAtStart.remove(workers);
            PeerGuard present = guard;
            if (present != null) {
                present.remove(workers);
            }
        }
    }

    PeerGuard guard() {
        PeerGuard present = guard;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        return present;
    }

    AlmeLog log() {
        return log;
    }

    String program() {
        return program;
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().name("alme-" + name).daemon(true).unstarted(work);
    }

    private void accept(Listener from, boolean second) {
        while (!stopped && from.open()) {
            PeerSocket socket = null;
            try {
                socket = from.accept();
                serve(socket, second);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // Out of descriptors, threads or memory: this client is lost, the next may have more luck.
                if (!stopped && from.open()) {
                    log.error("ALME: a connection could not be taken", e);
                    close(socket);
                    pause(100);
                }
            }
        }
    }

    private void serve(PeerSocket socket, boolean second) throws IOException {
        // Who comes through the second socket leaves as many connections to the owner.
        int most = second ? Math.max(1, options.connections() / 2) : options.connections();
        long there = second ? connections.stream().filter(Connection::second).count() : connections.size();
        if (there >= most) {
            // A fresh socket has room for this little, so that the write does not wait.
            ArcellaException full = new ArcellaException(
                    AlmeError.TOO_MANY_CONNECTIONS,
                    "the daemon has " + most + " connections already", "try again later");
            socket.output().write(MessagePackWriter.frame(Connection.failure(full).build()));
            socket.close();
            return;
        }
        Connection connection = new Connection(this, socket, options, second);
        connections.add(connection);
        try {
            String name = "connection-" + threads.incrementAndGet();
            thread(name + "-write", connection::write).start();
            thread(name + "-read", connection::read).start();
        } catch (RuntimeException | OutOfMemoryError e) {
            connections.remove(connection);
            throw e;
        }
    }

    private void close(@Nullable PeerSocket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                log.warn("ALME: a connection could not be closed: " + e.getMessage());
            }
        }
    }

    private void watch(SideDoor door) {
        RoleSettings told = RoleSettings.NONE;
        while (!stopped) {
            RoleSettings rules = roles();
            door.look(rules.door());
            if (rules != told && ready.getCount() == 0) {
                tellUnknown(rules);
                told = rules;
            }
            long now = System.nanoTime();
            for (Connection connection : connections) {
                connection.checkTimes(now);
            }
            pause(WATCH_MILLIS);
        }
        door.close();
    }

    /** A role for a command that is none would be a hole that nobody sees, if it was to raise what the command asks for. */
    private void tellUnknown(RoleSettings settings) {
        List<String> known = verbs.specs().stream().map(spec -> spec.name().toString()).toList();
        settings.verbs().keySet().stream().map(VerbName::toString).filter(name -> !known.contains(name)).sorted()
                .forEach(name -> log.warn("ALME: [roles.verbs] names '" + name + "', and there is no such command; "
                        + Nearest.remedy(name, known, "see the list of commands with 'verbs'")));
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a request on a thread of its own; false if all are busy. */
    boolean submit(String command, Call call, Connection connection) {
        boolean guest = connection.second();
        if (guest && !guestRequests.tryAcquire()) {
            return false;
        }
        try {
            requests.execute(() -> {
                try {
                    connection.answer(call, run(command, call));
                } finally {
                    guestRequests.release(guest ? 1 : 0);
                }
            });
            return true;
        } catch (RejectedExecutionException _) {
            guestRequests.release(guest ? 1 : 0);
            return false;
        }
    }

    private Data.FieldsBuilder run(String command, Call call) {
        if (!call.begin()) {
            return Connection.failure(cancelled(call));
        }
        try {
            Verb verb = find(command, call);
            call.arguments(Arguments.of(verb.spec(), call.raw()));
            return Connection.success(verbs.run(verb.spec().name(), call));
        } catch (ArcellaException e) {
            return Connection.failure(e);
        } catch (InterruptedException _) {
            return Connection.failure(cancelled(call));
        } catch (Throwable e) {
            // The protocol's boundary: whatever a verb throws, the caller gets an answer and the others notice nothing.
            if (!call.cancelled().isEmpty()) {
                return Connection.failure(cancelled(call));
            }
            log.error("ALME: the command '" + command + "' failed unexpectedly", e);
            return Connection.failure(new ArcellaException(
                    CommandError.UNEXPECTED,
                    "'" + command + "' failed in a way that it did not foresee: " + e,
                    "the container's log has more; please report it"));
        } finally {
            call.end();
        }
    }

    /** The verb of that name, for which a request waits while the container starts: only then is it known to be none. */
    private Verb find(String command, Invocation waiting) throws InterruptedException {
        VerbName name;
        try {
            name = VerbName.of(command);
        } catch (IllegalArgumentException e) {
            throw new ArcellaException(
                    CommandError.UNKNOWN_VERB, "there is no command '" + command + "'", "ask for 'verbs'", e);
        }
        Optional<Verb> present = verbs.find(name);
        if (present.isPresent()) {
            return present.get();
        }
        awaitReady(waiting);
        return verbs.require(name);
    }

    private void awaitReady(Invocation waiting) throws InterruptedException {
        long seconds = 0;
        long deadline = System.nanoTime() + options.startup().toNanos();
        while (!ready.await(Math.min(START_STEP_NANOS, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            if (deadline - System.nanoTime() <= 0) {
                throw new ArcellaException(
                        AlmeError.STARTING,
                        "the container still starts: the request has waited for " + options.startup().toSeconds() + " s",
                        "ask again later, or see its log for what takes so long");
            }
            waiting.progress("the container starts, seconds waited:", ++seconds, -1);
        }
        if (stopped) {
            throw new ArcellaException(AlmeError.CANCELLED, "the daemon stops", "");
        }
    }

    private static ArcellaException cancelled(Call call) {
        String why = call.cancelled();
        return new ArcellaException(AlmeError.CANCELLED, why.isEmpty() ? "the request was interrupted" : why, "");
    }

    /** Stops taking connections, ends requests, lets their answers be written, and takes the socket away. */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        ready.countDown();
        try {
            file.remove();
            Listener bound = listener;
            if (bound != null) {
                bound.close();
            }
        } catch (IOException e) {
            log.warn("ALME: the socket could not be taken away: " + e.getMessage());
        }
        requests.shutdown();
        try {
            // The request that stops the container has its answer to send.
            if (!requests.awaitTermination(STOP_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                for (Connection connection : connections) {
                    connection.cancelAll("the daemon stops");
                }
                requests.awaitTermination(STOP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            for (Connection connection : connections) {
                connection.finish();
            }
            for (long waited = 0; !connections.isEmpty() && waited < STOP_PATIENCE_MILLIS; waited += 10) {
                Thread.sleep(10);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
