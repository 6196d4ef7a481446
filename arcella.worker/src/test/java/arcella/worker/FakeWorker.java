package arcella.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import arcella.wasi.Denial;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/** A worker that behaves until it is called, and then as a guest might make it behave that has taken it over. */
final class FakeWorker {

    private static final String KEY = "fake.worker";

    private FakeWorker() {
    }

    /** The JVM argument that chooses how it misbehaves. */
    static List<String> mode(Mode mode) {
        return List.of("-D" + KEY + "=" + mode);
    }

    enum Mode {
        /** Ends before it connects. */
        EXITS,
        /** Runs and never connects. */
        NEVER_CONNECTS,
        /** Connects with another secret. */
        WRONG_SECRET,
        /** Connects and says nothing. */
        SAYS_NOTHING,
        /** Sends bytes that are no message. */
        GARBAGE,
        /** Announces a frame of 2 GiB. */
        HUGE_FRAME,
        /** Answers what nobody asked. */
        WRONG_REQUEST,
        /** Answers with a message of another kind. */
        WRONG_ANSWER,
        /** Speaks of an instance that is not there. */
        WRONG_INSTANCE,
        /** Writes more than its credit. */
        FLOOD,
        /** Tells of refusals without end. */
        DENIES,
        /** Says the same end again and again. */
        ENDS_TWICE,
        /** Reads and writes nothing any more. */
        STOPS,
        /** Lives but never answers the call. */
        NEVER_ANSWERS,
        /** Says it failed, in escape sequences. */
        ESCAPES,
        /** Ends in the midst of a frame. */
        TORN_FRAME,
        /** Closes its connection and lives on. */
        HANGS_UP
    }

    public static void main(String[] arguments) throws Exception {
        Mode mode = Mode.valueOf(System.getProperty(KEY));
        byte[] secret = new FileInputStream(FileDescriptor.in).readNBytes(32);
        System.err.println("fake worker " + mode);
        if (mode == Mode.EXITS) {
            System.exit(5);
        }
        if (mode == Mode.NEVER_CONNECTS) {
            Thread.sleep(600_000);
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
            if (mode == Mode.WRONG_SECRET) {
                secret[0]++;
            }
            if (mode != Mode.SAYS_NOTHING) {
                send(channel, new FromWorker.Hello(Codec.VERSION, secret));
            }
            while (true) {
                obey(mode, channel, receive(channel));
            }
        }
    }

    private static void obey(Mode mode, SocketChannel channel, ToWorker message) throws Exception {
        switch (message) {
            case ToWorker.Welcome welcome -> send(channel, new FromWorker.Ready(List.of()));
            case ToWorker.Content content -> send(channel, new FromWorker.Instantiated(content.instance() + 1, false,
                    List.of(new ExportedFunction("f", List.of(), List.of())), InterpretedFunctions.none()));
            case ToWorker.Start start -> send(channel, new FromWorker.Done(start.request(), List.of()));
            case ToWorker.Ping ping -> send(channel, new FromWorker.Pong(ping.number(), 0, MemoryUse.UNKNOWN));
            case ToWorker.Call call -> misbehave(mode, channel, call);
            case ToWorker other -> System.err.println("ignores " + other);
        }
    }

    private static void misbehave(Mode mode, SocketChannel channel, ToWorker.Call call) throws Exception {
        switch (mode) {
            case GARBAGE -> write(channel, ByteBuffer.allocate(12).putInt(8).putLong(0xc1c1c1c1c1c1c1c1L).flip());
            case HUGE_FRAME -> write(channel, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip());
            case WRONG_REQUEST -> send(channel, new FromWorker.Done(call.request() + 1000, List.of()));
            case WRONG_ANSWER -> send(channel, new FromWorker.Statistics(call.request(),
                    InstanceStatistics.NONE));
            case WRONG_INSTANCE -> send(channel,
                    new FromWorker.Output(call.instance() + 1000, StandardStream.STDOUT, new byte[1]));
            case FLOOD -> {
                while (true) {
                    send(channel, new FromWorker.Output(call.instance(), StandardStream.STDOUT, new byte[Codec.PIECE]));
                }
            }
            case DENIES -> {
                while (true) {
                    send(channel, new FromWorker.Denied(call.instance(),
                            new Denial("to be quiet", new Denial.Remedy.Nothing())));
                }
            }
            case ENDS_TWICE -> {
                FromWorker end = new FromWorker.Ended(call.instance(), new Ending.Exited(0),
                        InstanceStatistics.NONE);
                send(channel, end);
                send(channel, end);
            }
            case STOPS -> Thread.sleep(600_000);
            case HANGS_UP -> {
                channel.close();
                Thread.sleep(600_000);
            }
            case ESCAPES -> send(channel, new FromWorker.Failed(call.request(), new arcella.error.ArcellaException(
                    WorkerError.ENDED, "\u001b[2Jcleared\u0007", "\u009b31m")));
            case TORN_FRAME -> {
                write(channel, ByteBuffer.allocate(8).putInt(100).putInt(0).flip());
                channel.close();
                System.exit(0);
            }
            case NEVER_ANSWERS, EXITS, NEVER_CONNECTS, WRONG_SECRET, SAYS_NOTHING -> System.err.println("keeps quiet");
        }
    }

    private static void send(SocketChannel channel, FromWorker message) throws IOException {
        byte[] frame = Codec.encode(message);
        write(channel, ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).flip());
    }

    private static void write(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ToWorker receive(SocketChannel channel) throws IOException {
        ByteBuffer length = fill(channel, 4);
        return Codec.decodeToWorker(fill(channel, length.getInt()).array());
    }

    private static ByteBuffer fill(SocketChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                System.exit(0);
            }
        }
        return buffer.flip();
    }
}
