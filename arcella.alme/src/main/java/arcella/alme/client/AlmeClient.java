package arcella.alme.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.Alme;
import arcella.alme.protocol.AlmeError;
import arcella.command.Data;
import arcella.command.Role;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;
import arcella.error.ErrorCode;

/**
 * A connection to a daemon that makes one request at a time.
 *
 * <p>{@link #call} sends a request, its files as the daemon takes them, and waits for the answer. Meanwhile other
 * threads may send {@link #input}, {@link #control} and {@link #cancel} for it. The protocol can do more at once; a
 * client that wants to opens several of these.
 */
public final class AlmeClient implements AutoCloseable {

    private static final AlmeListener NOBODY = new AlmeListener() {
        @Override
        public void event(String event, Data data) {}

        @Override
        public void progress(String what, long done, long total) {}

        @Override
        public void sent(String part, long done, long total) {}
    };

    /** A code that a daemon sent. */
    private record Remote(int number) implements ErrorCode {}

    private final FrameChannel frames;
    private final Path socket;
    private String program = "";
    private Role role = Role.ADMIN;
    private long pid = -1;
    private long window = Alme.DEFAULT_WINDOW;
    private long id;
    private long credit;
    private boolean inProgress;
    private long owed;

    private AlmeClient(FrameChannel frames, Path socket) {
        this.frames = frames;
        this.socket = socket;
    }

    /**
     * Connects and exchanges hellos.
     *
     * @param socket see {@link arcella.alme.protocol.AlmePath}
     * @param program name and version of this program, for the daemon's log
     * @param helloMillis how long the daemon may take to answer
     * @throws ArcellaException {@link AlmeError#NO_DAEMON} if none answers; {@link AlmeError#VERSION} and others if it
     *     refuses
     */
    public static AlmeClient connect(Path socket, String program, long helloMillis) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException e) {
            throw NoDaemon.at(socket, e);
        }
        return connect(channel, socket, program, helloMillis);
    }

    /** As {@link #connect(Path, String, long)}, over a channel that may be connected already. */
    static AlmeClient connect(SocketChannel channel, Path socket, String program, long helloMillis) {
        AlmeClient client = new AlmeClient(new FrameChannel(channel), socket);
        Thread watch = client.watch(helloMillis);
        try {
            if (!channel.isConnected()) {
                channel.connect(UnixDomainSocketAddress.of(socket));
            }
            client.hello(program);
            return client;
        } catch (AsynchronousCloseException e) {
            client.close();
            throw new ArcellaException(
                    AlmeError.NO_DAEMON, "the daemon at '" + socket + "' does not answer", "look into its log", e);
        } catch (IOException e) {
            client.close();
            throw NoDaemon.at(socket, e);
        } catch (ArcellaException e) {
            client.close();
            throw e;
        } finally {
            watch.interrupt();
        }
    }

    /** A thread that closes the connection if no hello has come in time. */
    private Thread watch(long millis) {
        Runnable work = new Runnable() {
            @Override
            public void run() {
                try {
                    Thread.sleep(millis);
                    close();
                } catch (InterruptedException _) {
                    // The hello came: all is well, and this thread ends.
                }
            }
        };
        Thread watch = new Thread(work, "alme-hello");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private void hello(String own) throws IOException {
        try {
            frames.write(
                    Data.fields().put("hello", Alme.VERSION).put("program", own).put("window", Alme.DEFAULT_WINDOW).build());
        } catch (IOException e) {
            // A daemon that refuses a peer answers and closes, without waiting for the hello.
            throw refusal(e);
        }
        Data.Fields hello = frames.read();
        if (hello.values().get("success") instanceof Data.Truth) {
            throw failure(hello);
        }
        if (whole(hello, "hello", -1) != Alme.VERSION) {
            throw new ArcellaException(
                    AlmeError.BAD_ANSWER, "what answers at '" + socket + "' is no daemon that this program understands",
                    "use the programs that came with the daemon");
        }
        program = text(hello, "program");
        role = Role.of(text(hello, "role")).orElse(Role.ADMIN);
        pid = whole(hello, "pid", -1);
        window = whole(hello, "window", Alme.DEFAULT_WINDOW);
    }

    /** Throws the refusal that came before the connection broke, if one did; else gives the failure back. */
    private IOException refusal(IOException broken) {
        try {
            Data.Fields answer = frames.read();
            if (answer.values().get("success") instanceof Data.Truth) {
                throw failure(answer);
            }
        } catch (IOException e) {
            broken.addSuppressed(e);
        }
        return broken;
    }

    /** The daemon's name and version. */
    public String program() {
        return program;
    }

    /** What this program's user may do; admin where the daemon does not say. */
    public Role role() {
        return role;
    }

    /** The daemon's process, -1 if unknown. */
    public long pid() {
        return pid;
    }

    /** Makes a request that takes no files and whose stream, if any, nobody wants. */
    public VerbResult call(String command, Data.Fields args) {
        return call(command, args, List.of(), false, NOBODY);
    }

    /**
     * Makes a request and waits for its answer.
     *
     * @param uploads files in the order of the verb's parameters
     * @param input whether {@link #input} will be used
     * @throws ArcellaException the daemon's failure with its code; {@link AlmeError#CONNECTION_LOST} if it is gone;
     *     {@link AlmeError#UPLOAD} if a file cannot be read, the connection is closed then
     */
    public VerbResult call(
            String command, Data.Fields args, List<AlmeUpload> uploads, boolean input, AlmeListener listener) {
        try {
            Data.FieldsBuilder request = Data.fields();
            synchronized (this) {
                id++;
                credit = window;
                owed = 0;
                inProgress = true;
                request.put("id", id).put("cmd", command).put("args", args);
            }
            frames.write((input ? request.put("input", true) : request).build());
            listener.started();
            VerbResult answer = null;
            for (AlmeUpload upload : uploads) {
                answer = answer == null ? send(upload, listener) : answer;
            }
            while (answer == null) {
                answer = receive(listener);
            }
            return answer;
        } catch (EOFException | AsynchronousCloseException e) {
            throw lost("it has stopped, or was killed", e);
        } catch (IOException e) {
            throw lost(String.valueOf(e.getMessage()), e);
        } finally {
            synchronized (this) {
                inProgress = false;
                notifyAll();
            }
        }
    }

    private static ArcellaException lost(String why, IOException cause) {
        return new ArcellaException(
                AlmeError.CONNECTION_LOST, "the daemon went away before it answered: " + why,
                "look into its log, and ask 'arcella status'", cause);
    }

    /** Sends a file; an answer that comes before its end ends it, too. */
    private @Nullable VerbResult send(AlmeUpload upload, AlmeListener listener) throws IOException {
        byte[] chunk = new byte[Alme.CHUNK];
        long sent = 0;
        try (InputStream in = open(upload)) {
            long total = Files.size(upload.file());
            boolean last;
            do {
                int count = read(upload, in, chunk);
                last = count < chunk.length;
                while (credit() <= 0) {
                    VerbResult early = receive(listener);
                    if (early != null) {
                        return early;
                    }
                }
                byte[] data = last ? Arrays.copyOf(chunk, count) : chunk;
                Data.FieldsBuilder part = Data.fields().put("id", id).put("part", upload.part()).put("data", Data.of(data));
                pay(frames.write((last ? part.put("end", true) : part).build()));
                sent += count;
                listener.sent(upload.part(), sent, Math.max(total, sent));
            } while (!last);
        }
        return null;
    }

    private InputStream open(AlmeUpload upload) {
        try {
            return Files.newInputStream(upload.file());
        } catch (IOException e) {
            throw unreadable(upload, e);
        }
    }

    private int read(AlmeUpload upload, InputStream in, byte[] chunk) {
        try {
            return in.readNBytes(chunk, 0, chunk.length);
        } catch (IOException e) {
            throw unreadable(upload, e);
        }
    }

    private ArcellaException unreadable(AlmeUpload upload, IOException e) {
        close();
        return new ArcellaException(
                AlmeError.UPLOAD, "'" + upload.file() + "' cannot be read: " + e.getMessage(), "check the file", e);
    }

    /** Takes one frame; the answer if it is one, else null. */
    private @Nullable VerbResult receive(AlmeListener listener) throws IOException {
        Data.Fields frame = frames.read();
        long owner = whole(frame, "id", -1);
        if (owner < 0 && frame.values().get("success") instanceof Data.Truth) {
            throw failure(frame);
        }
        if (owner != id) {
            return null;
        }
        Data data = frame.values().getOrDefault("data", Data.NONE);
        if (frame.values().get("success") instanceof Data.Truth(boolean success)) {
            if (!success) {
                throw failure(frame);
            }
            return new VerbResult(text(frame, "message"), data);
        }
        if (frame.values().get("credit") instanceof Data.Whole(long bytes)) {
            grant(bytes);
        } else if (frame.values().get("event") instanceof Data.Text(String event)) {
            if (event.equals("progress")) {
                if (data instanceof Data.Fields fields) {
                    listener.progress(text(fields, "what"), whole(fields, "done", 0), whole(fields, "total", -1));
                }
            } else {
                int cost = frames.length();
                listener.event(event, data);
                owe(cost);
            }
        }
        return null;
    }

    private void owe(int cost) throws IOException {
        owed += cost;
        if (owed >= Alme.DEFAULT_WINDOW / 4) {
            frames.write(Data.fields().put("id", id).put("credit", owed).build());
            owed = 0;
        }
    }

    private synchronized void grant(long bytes) {
        credit += bytes;
        notifyAll();
    }

    private synchronized void pay(int cost) {
        credit -= cost;
    }

    private synchronized long credit() {
        return credit;
    }

    /**
     * Sends input for the request in progress, and waits while the daemon takes no more; nothing happens if none is in
     * progress.
     *
     * @param bytes empty at the end of the input
     */
    public void input(byte[] bytes) throws IOException, InterruptedException {
        Data.FieldsBuilder frame;
        synchronized (this) {
            while (credit <= 0 && inProgress) {
                wait();
            }
            if (!inProgress) {
                return;
            }
            frame = Data.fields().put("id", id).put("input", Data.of(bytes));
        }
        pay(frames.write((bytes.length == 0 ? frame.put("end", true) : frame).build()));
    }

    /** Sends a control event for the request in progress. */
    public void control(String name, Data data) throws IOException {
        long target;
        synchronized (this) {
            target = id;
        }
        frames.write(Data.fields().put("id", target).put("control", name).put("data", data).build());
    }

    /** Asks the daemon to stop the request in progress; its answer comes all the same. */
    public void cancel() throws IOException {
        long target;
        synchronized (this) {
            target = id;
        }
        frames.write(Data.fields().put("id", target).put("cancel", true).build());
    }

    private static ArcellaException failure(Data.Fields frame) {
        String code = text(frame, "code");
        int number = AlmeError.BAD_ANSWER.number();
        if (code.startsWith("ARC-")) {
            try {
                number = Integer.parseInt(code, 4, code.length(), 10);
            } catch (NumberFormatException _) {
                // The message tells what matters; the code is one that this program does not know.
            }
        }
        return new ArcellaException(new Remote(number), text(frame, "message"), text(frame, "remedy"));
    }

    private static long whole(Data.Fields fields, String name, long otherwise) {
        return fields.values().get(name) instanceof Data.Whole(long value) ? value : otherwise;
    }

    private static String text(Data.Fields fields, String name) {
        return fields.values().get(name) instanceof Data.Text(String value) ? value : "";
    }

    /** Ends the connection, and with it a request in progress. */
    @Override
    public void close() {
        try {
            frames.close();
        } catch (IOException _) {
            // Nothing is left to save: what was answered has been read.
        }
    }
}
