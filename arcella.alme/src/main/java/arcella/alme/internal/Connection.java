package arcella.alme.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.Alme;
import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.MessagePackWriter;
import arcella.command.Caller;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.RoleSettings;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/**
 * One client: reads its frames, starts its requests, and ends them when it goes.
 *
 * <p>A frame that breaks the protocol is answered without an id and ends the connection; a request that cannot be done is
 * answered with its id, and the connection lives on. Nothing that a verb does, or fails to do, stops the reading thread,
 * so a cancellation always comes through.
 */
final class Connection {

    private static final int LARGEST_WINDOW = 16 << 20;
    /** What a frame has that belongs to a request under way. */
    private static final Set<String> OF_REQUESTS = Set.of("part", "input", "control", "credit", "cancel");
    private static final String NEITHER = "a frame that is neither request, part, input, control, credit nor cancel";

    private final AlmeServer server;
    private final PeerSocket socket;
    private final ServerOptions options;
    private final boolean second;
    private final FrameInput in;
    private final Outbox outbox;
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile @Nullable Admission admission;
    private volatile long quietSince = System.nanoTime();
    private volatile boolean ended;
    private long clientWindow = Alme.DEFAULT_WINDOW;

    /** @param second whether it came through the second socket */
    Connection(AlmeServer server, PeerSocket socket, ServerOptions options, boolean second) throws IOException {
        this.second = second;
        this.server = server;
        this.socket = socket;
        this.options = options;
        this.in = new FrameInput(socket.input());
        this.outbox = new Outbox(socket.output());
    }

    boolean second() {
        return second;
    }

    /** What the peer may do, and by which settings. */
    private record Admission(Peer peer, RoleSettings settings, Caller caller) {}

    /**
     * Who asks; known once the peer was admitted. Settings that have changed meanwhile hold at once.
     *
     * @throws ArcellaException if the peer may no longer manage this container
     */
    Caller caller() {
        Admission known = admission;
        if (known == null) {
            throw new IllegalStateException("the peer is not admitted yet");
        }
        return known.settings() == server.roles() ? known.caller() : admit(known.peer());
    }

    private Caller admit(Peer peer) {
        RoleSettings settings = server.roles();
        Caller caller = server.guard().admit(peer, settings);
        admission = new Admission(peer, settings, caller);
        return caller;
    }

    /** The reading thread: serves the client until either side ends. */
    void read() {
        try {
            Peer peer = socket.peer();
            if (server.guard().isStranger(peer)) {
                server.awaitRoles();
            }
            admit(peer);
            hello(in.read());
            while (!ended) {
                quietSince = System.nanoTime();
                frame(in.read());
            }
        } catch (ArcellaException e) {
            send(failure(e).build());
        } catch (IOException _) {
            // The client has gone, in order or not: that is how connections end.
        } catch (RuntimeException | StackOverflowError e) {
            server.log().error("ALME: a connection failed unexpectedly", e);
            send(failure(new ArcellaException(CommandError.UNEXPECTED, "the connection failed: " + e, "connect again")).build());
        } finally {
            // In this order, so that nothing follows a failure of the connection.
            outbox.finish();
            cancelAll("the client went away");
        }
    }

    /** The writing thread: ends with the connection. */
    void write() {
        try {
            outbox.run();
        } catch (IOException _) {
            // The client has gone; the reading thread finds the same and ends its requests.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void hello(Data.Fields hello) {
        long version = whole(hello, "hello", -1);
        if (version != Alme.VERSION) {
            throw version < 0
                    ? new ArcellaException(AlmeError.BAD_FRAME, "the first frame is no hello", "see docs/ALME.md")
                    : new ArcellaException(
                            AlmeError.VERSION,
                            "this daemon speaks version " + Alme.VERSION + " of ALME, not " + version,
                            "use the programs that came with the daemon");
        }
        clientWindow = Math.clamp(whole(hello, "window", Alme.DEFAULT_WINDOW), 1, LARGEST_WINDOW);
        send(Data.fields()
                .put("hello", Alme.VERSION)
                .put("program", server.program())
                .put("pid", ProcessHandle.current().pid())
                .put("window", options.window())
                .put("frame", Alme.MAX_FRAME)
                .put("role", caller().role().word())
                .build());
    }

    private void frame(Data.Fields frame) {
        if (!(frame.values().get("id") instanceof Data.Whole(long id)) || id < 0) {
            throw bad("a frame without an id");
        }
        Map<String, Data> fields = frame.values();
        if (fields.containsKey("cmd")) {
            request(id, frame);
            return;
        }
        Call call = calls.get(id);
        if (call == null) {
            // What belongs to a request may have crossed its answer. Anything else was meant as a request, and is awaited.
            if (OF_REQUESTS.stream().noneMatch(fields::containsKey)) {
                refuse(id, bad(NEITHER));
            }
            return;
        }
        boolean last = fields.get("end") instanceof Data.Truth(boolean end) && end;
        if (fields.get("part") instanceof Data.Text(String part)) {
            call.part(part, bytes(frame, "data"), in.length(), last);
        } else if (fields.containsKey("input")) {
            call.input(bytes(frame, "input"), in.length(), last);
        } else if (fields.get("control") instanceof Data.Text(String control)) {
            Data data = fields.getOrDefault("data", Data.NONE);
            guarded("a control event", () -> call.control(control, data));
        } else if (fields.get("credit") instanceof Data.Whole(long credit) && credit >= 0 && credit <= LARGEST_WINDOW) {
            call.credit(credit);
        } else if (fields.containsKey("cancel")) {
            call.cancel("the request was cancelled");
        } else {
            throw bad(NEITHER);
        }
    }

    private void request(long id, Data.Fields frame) {
        if (calls.containsKey(id)) {
            throw bad("the id " + id + " is in use by another request");
        }
        Data args = frame.values().getOrDefault("args", Data.EMPTY);
        if (inFlight.get() >= options.requestsPerConnection()) {
            refuse(id, new ArcellaException(
                    AlmeError.BUSY,
                    "this connection has " + options.requestsPerConnection() + " requests in flight already",
                    "wait for an answer first"));
        } else if (!(frame.values().get("cmd") instanceof Data.Text(String command))) {
            refuse(id, bad("'cmd' is no text"));
        } else if (!(args instanceof Data.Fields arguments)) {
            refuse(id, bad("'args' is no map"));
        } else {
            boolean hasInput = frame.values().get("input") instanceof Data.Truth(boolean input) && input;
            Call call = new Call(this, id, arguments, clientWindow, options.window(), hasInput);
            calls.put(id, call);
            inFlight.incrementAndGet();
            if (!server.submit(command, call, this)) {
                answer(call, failure(new ArcellaException(
                        AlmeError.BUSY, "the daemon works on " + options.requests() + " requests already", "try again later")));
            }
        }
    }

    private void refuse(long id, ArcellaException why) {
        Data.Fields frame = Data.fields().put("id", id).build();
        try {
            outbox.put(MessagePackWriter.frame(with(frame, failure(why).build())));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Sends the final answer of a request and gives its place free once it is written. */
    void answer(Call call, Data.FieldsBuilder answer) {
        calls.remove(call.id());
        if (calls.isEmpty()) {
            quietSince = System.nanoTime();
        }
        byte[] frame;
        Data.Fields head = Data.fields().put("id", call.id()).build();
        try {
            frame = MessagePackWriter.frame(with(head, answer.build()));
        } catch (ArcellaException e) {
            ArcellaException failure = new ArcellaException(
                    AlmeError.ANSWER_TOO_LARGE, "the answer does not fit into a frame: " + e.what(), "ask for less", e);
            frame = MessagePackWriter.frame(with(head, failure(failure).build()));
        }
        outbox.add(frame, inFlight::decrementAndGet);
    }

    static Data.FieldsBuilder success(VerbResult result) {
        Data.FieldsBuilder answer = Data.fields().put("success", true).put("message", result.message());
        return result.data() instanceof Data.None ? answer : answer.put("data", result.data());
    }

    static Data.FieldsBuilder failure(ArcellaException e) {
        return Data.fields()
                .put("success", false)
                .put("code", e.code().text())
                .put("message", cut(e.what()))
                .put("remedy", cut(e.remedy()));
    }

    /** A message may quote anything; it must not grow past what a frame holds. */
    private static String cut(String text) {
        return text.length() <= 16_384 ? text : text.substring(0, 16_384) + "…";
    }

    private static Data.Fields with(Data.Fields head, Data.Fields rest) {
        Data.FieldsBuilder both = Data.fields();
        head.values().forEach(both::put);
        rest.values().forEach(both::put);
        return both.build();
    }

    void send(Data.Fields frame) {
        outbox.add(MessagePackWriter.frame(frame), () -> {});
    }

    void put(byte[] frame) throws InterruptedException {
        outbox.put(frame);
    }

    void offer(byte[] frame) {
        outbox.offer(frame);
    }

    /** Runs what a verb gave, whose failure must not end the connection. */
    void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            server.log().error("ALME: " + what + " failed", e);
        }
    }

    /** Ends the connection if it has been quiet, or a frame has been under way, for too long. */
    void checkTimes(long now) {
        long begun = in.begun();
        long writing = outbox.writingSince();
        if (writing != 0 && now - writing > options.stall().toNanos()) {
            server.log().warn("ALME: a client did not read what was sent to it for " + options.stall().toSeconds() + " s");
            close();
        } else if (begun != 0 && now - begun > options.frame().toNanos()) {
            timeout("a frame took longer than " + options.frame().toSeconds() + " s");
        } else if (in.length() == 0 && now - quietSince > options.hello().toNanos()) {
            timeout("no hello came within " + options.hello().toSeconds() + " s");
        } else if (calls.isEmpty() && now - quietSince > options.idle().toNanos()) {
            timeout("the connection was idle for " + options.idle().toSeconds() + " s");
        }
    }

    private void timeout(String why) {
        send(failure(new ArcellaException(AlmeError.TIMEOUT, why, "connect again")).build());
        outbox.finish();
    }

    void cancelAll(String why) {
        for (Call call : List.copyOf(calls.values())) {
            call.cancel(why);
        }
    }

    /** Lets what waits be written and ends then. */
    void finish() {
        outbox.finish();
    }

    void close() {
        ended = true;
        outbox.close();
        try {
            socket.close();
        } catch (IOException e) {
            server.log().warn("ALME: a connection could not be closed: " + e.getMessage());
        }
        server.closed(this);
    }

    private static ArcellaException bad(String why) {
        return new ArcellaException(AlmeError.BAD_FRAME, "a frame that is not understood: " + why, "see docs/ALME.md");
    }

    private static long whole(Data.Fields fields, String name, long otherwise) {
        return fields.values().get(name) instanceof Data.Whole(long value) ? value : otherwise;
    }

    private static byte[] bytes(Data.Fields fields, String name) {
        Data data = fields.values().getOrDefault(name, Data.NONE);
        if (data instanceof Data.Bytes(byte[] value)) {
            return value;
        }
        if (data instanceof Data.None) {
            return new byte[0];
        }
        throw bad("'" + name + "' holds no bytes");
    }
}
