package arcella.alme.internal;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.MessagePackWriter;
import arcella.command.Arguments;
import arcella.command.Caller;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.error.ArcellaException;

/**
 * One request while its verb runs: the verb's side is {@link Invocation}, the connection's side takes the frames that
 * belong to it.
 *
 * <p>Credit bounds what is under way in both directions. A side may send while its credit is positive and pays each
 * frame's length, so that at most the window and one frame wait at the other side, however slow that is.
 */
final class Call implements Invocation {

    private static final int CONTROLS_KEPT = 16;

    /** A control event that came before anyone listened. */
    private record Control(String name, Data data) {}

    private final Connection connection;
    private final long id;
    private final Data.Fields raw;
    private final boolean hasInput;
    private final int window;
    private final Map<String, Inlet> parts = new HashMap<>();
    private final Inlet input = new Inlet(this::consumed);
    private final List<Control> controls = new ArrayList<>();
    private final List<Runnable> cancelActions = new ArrayList<>();
    private @Nullable BiConsumer<String, Data> controlListener;
    private @Nullable Arguments arguments;
    private @Nullable Thread thread;
    private String cancelled = "";
    private boolean done;
    private long outgoing;
    private long incoming;
    private long toGrant;

    /**
     * @param outgoing what the client granted at first, in bytes
     * @param window what the client was granted at first
     * @param hasInput whether the client will send input
     */
    Call(Connection connection, long id, Data.Fields raw, long outgoing, int window, boolean hasInput) {
        this.connection = connection;
        this.id = id;
        this.raw = raw;
        this.outgoing = outgoing;
        this.incoming = window;
        this.window = window;
        this.hasInput = hasInput;
        if (!hasInput) {
            input.add(new byte[0], 0, true);
        }
    }

    long id() {
        return id;
    }

    Data.Fields raw() {
        return raw;
    }

    void arguments(Arguments checked) {
        this.arguments = checked;
    }

    // The thread that runs the verb.

    /** Binds the running thread, which a cancellation interrupts; false if it was cancelled already. */
    synchronized boolean begin() {
        if (!cancelled.isEmpty()) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** The verb is over: no interruption reaches the thread from now on. */
    synchronized void end() {
        thread = null;
        done = true;
        if (Thread.interrupted() && cancelled.isEmpty()) {
            // Interrupted by somebody else, such as the end of the server: the pool's own business.
            Thread.currentThread().interrupt();
        }
    }

    synchronized String cancelled() {
        return cancelled;
    }

    @Override
    public Arguments arguments() {
        Arguments checked = arguments;
        if (checked == null) {
            throw new IllegalStateException("the arguments are not checked yet");
        }
        return checked;
    }

    @Override
    public Caller caller() {
        return connection.caller();
    }

    @Override
    public InputStream upload(String parameter) {
        if (!raw.values().containsKey(parameter)) {
            throw new IllegalArgumentException("no upload " + parameter + " was given");
        }
        return part(parameter);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public void onControl(BiConsumer<String, Data> listener) {
        List<Control> missed;
        synchronized (this) {
            controlListener = listener;
            missed = List.copyOf(controls);
            controls.clear();
        }
        for (Control control : missed) {
            listener.accept(control.name(), control.data());
        }
    }

    @Override
    public void progress(String what, long done, long total) {
        Data data = Data.fields().put("what", what).put("done", done).put("total", total).build();
        connection.offer(event("progress", data));
    }

    @Override
    public void emit(String event, Data data) throws InterruptedException {
        byte[] frame = event(event, data);
        synchronized (this) {
            while (outgoing <= 0 && cancelled.isEmpty()) {
                wait();
            }
            if (!cancelled.isEmpty()) {
                throw new InterruptedException(cancelled);
            }
            outgoing -= frame.length - 4;
        }
        connection.put(frame);
    }

    private byte[] event(String event, Data data) {
        return MessagePackWriter.frame(Data.fields().put("id", id).put("event", event).put("data", data).build());
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (cancelled.isEmpty()) {
                cancelActions.add(action);
                return;
            }
        }
        action.run();
    }

    // The thread that reads the connection.

    /** The client takes more. */
    synchronized void credit(long bytes) {
        outgoing = Math.min(outgoing + bytes, Integer.MAX_VALUE);
        notifyAll();
    }

    /** A piece of a file. */
    void part(String name, byte[] bytes, int cost, boolean last) {
        if (!raw.values().containsKey(name)) {
            throw new ArcellaException(
                    AlmeError.BAD_FRAME, "a part '" + name + "' that is none of the request's arguments", "see docs/ALME.md");
        }
        Inlet part = part(name);
        if (part.ended()) {
            throw new ArcellaException(
                    AlmeError.BAD_FRAME, "more of the part '" + name + "' behind its end", "see docs/ALME.md");
        }
        pay(cost);
        part.add(bytes, cost, last);
    }

    private Inlet part(String name) {
        synchronized (parts) {
            return parts.computeIfAbsent(name, _ -> new Inlet(this::consumed));
        }
    }

    /** Key strokes and the like. */
    void input(byte[] bytes, int cost, boolean last) {
        if (!hasInput || input.ended()) {
            throw new ArcellaException(AlmeError.BAD_FRAME, "input that was not announced, or behind its end", "see docs/ALME.md");
        }
        pay(cost);
        input.add(bytes, cost, last);
    }

    /** A control event. */
    void control(String name, Data data) {
        BiConsumer<String, Data> listener;
        synchronized (this) {
            listener = controlListener;
            if (listener == null) {
                if (controls.size() == CONTROLS_KEPT) {
                    controls.removeFirst();
                }
                controls.add(new Control(name, data));
                return;
            }
        }
        listener.accept(name, data);
    }

    private synchronized void pay(int cost) {
        if (incoming <= 0) {
            throw new ArcellaException(
                    AlmeError.WINDOW_EXCEEDED, "request " + id + " sent more than it was granted", "see docs/ALME.md");
        }
        incoming -= cost;
    }

    private void consumed(int cost) {
        long grant;
        synchronized (this) {
            toGrant += cost;
            if (done || toGrant < window / 4) {
                return;
            }
            grant = toGrant;
            toGrant = 0;
            incoming += grant;
        }
        connection.send(Data.fields().put("id", id).put("credit", grant).build());
    }

    /** Stops the verb: interrupts it and lets its streams fail. The first reason counts. */
    void cancel(String why) {
        List<Runnable> actions;
        synchronized (this) {
            if (done || !cancelled.isEmpty()) {
                return;
            }
            cancelled = why;
            actions = List.copyOf(cancelActions);
            cancelActions.clear();
            if (thread != null) {
                thread.interrupt();
            }
            notifyAll();
        }
        input.fail(why);
        synchronized (parts) {
            for (Inlet part : parts.values()) {
                part.fail(why);
            }
        }
        for (Runnable action : actions) {
            connection.guarded("a cancellation", action);
        }
    }
}
