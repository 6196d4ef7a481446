package arcella.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.HandoverCache;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/** A worker that is to compile a module, and does what a module might have it do that has taken it over. */
final class FakeBench {

    private static final String KEY = "fake.bench";
    private static final String NAME = "0".repeat(64) + ".arcmod";
    private static final String OTHER_NAME = "1".repeat(64) + ".arcmod";

    private FakeBench() {
    }

    /** The JVM argument that chooses how it misbehaves. */
    static List<String> mode(Mode mode) {
        return List.of("-D" + KEY + "=" + mode);
    }

    enum Mode {
        /** Sends bytes that are no message. */
        GARBAGE,
        /** Answers with a message of another kind. */
        WRONG_ANSWER,
        /** Answers what nobody asked. */
        WRONG_REQUEST,
        /** Tells how far something is that nobody asked for. */
        PROGRESS_OF_NOTHING,
        /** Ends. */
        EXITS,
        /** Reads and writes nothing any more. */
        STOPS,
        /** Says that all is well, and never that it has compiled. */
        NEVER_ANSWERS,
        /** Says how far it is without end. */
        TELLS_FOR_EVER,
        /** Says that looking at the declarations takes more memory than there is. */
        LIES_ABOUT_COST,
        /** Says that looking at the declarations takes an hour. */
        LIES_ABOUT_TIME,
        /** Hands over files of the right names that are none. */
        HANDS_OVER_RUBBISH,
        /** Hands over a file that is to lie elsewhere. */
        NAMES_A_PATH,
        /** Hands over the same file twice, with another in between. */
        HANDS_OVER_TWICE,
        /** Hands over one endless file. */
        FILLS_THE_DISK,
        /** Hands over empty files without end. */
        FILLS_THE_FOLDER,
        /** Hands over what was not asked of it. */
        HANDS_OVER_UNASKED,
        /** Says that it has compiled, and leaves nothing. */
        LEAVES_NOTHING
    }

    public static void main(String[] arguments) throws Exception {
        Mode mode = Mode.valueOf(System.getProperty(KEY));
        byte[] secret = new FileInputStream(FileDescriptor.in).readNBytes(32);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
            send(channel, new FromWorker.Hello(Codec.VERSION, secret));
            byte[] wasm = new byte[0];
            long request = 0;
            int missing = 0;
            while (true) {
                switch (receive(channel)) {
                    case ToWorker.Welcome welcome -> {
                        if (!welcome.settings().writable().isEmpty()) {
                            throw new IllegalStateException("who compiles is to write nowhere");
                        }
                        send(channel, new FromWorker.Ready(List.of()));
                    }
                    case ToWorker.Ping ping -> send(channel, new FromWorker.Pong(ping.number(), 0, MemoryUse.UNKNOWN));
                    case ToWorker.Examine examine -> {
                        request = examine.request();
                        wasm = new byte[examine.contentBytes()];
                        missing = wasm.length;
                    }
                    case ToWorker.Content content -> {
                        System.arraycopy(content.bytes(), 0, wasm, wasm.length - missing, content.bytes().length);
                        missing -= content.bytes().length;
                        if (missing == 0) {
                            examined(mode, channel, request);
                        }
                    }
                    case ToWorker.Compile compile -> compile(mode, channel, compile, wasm);
                    case ToWorker other -> System.err.println("ignores " + other);
                }
            }
        }
    }

    private static void examined(Mode mode, SocketChannel channel, long request) throws Exception {
        switch (mode) {
            case GARBAGE -> write(channel, ByteBuffer.allocate(12).putInt(8).putLong(0xc1c1c1c1c1c1c1c1L).flip());
            case WRONG_ANSWER -> send(channel, new FromWorker.Compiled(request, InterpretedFunctions.none()));
            case WRONG_REQUEST -> send(channel, new FromWorker.Examined(request + 1000, 0, 0));
            case PROGRESS_OF_NOTHING -> send(channel, new FromWorker.Compiling(request + 1000, "", 1, 2));
            case EXITS -> System.exit(5);
            case STOPS -> Thread.sleep(600_000);
            case LIES_ABOUT_COST -> send(channel, new FromWorker.Examined(request, Long.MAX_VALUE, 0));
            case LIES_ABOUT_TIME -> send(channel, new FromWorker.Examined(request, 0, 3_600_000_000_000L));
            case NEVER_ANSWERS, TELLS_FOR_EVER, HANDS_OVER_RUBBISH, NAMES_A_PATH, HANDS_OVER_TWICE, FILLS_THE_DISK, FILLS_THE_FOLDER,
                    HANDS_OVER_UNASKED, LEAVES_NOTHING ->
                send(channel, new FromWorker.Examined(request, 1000, 1000));
        }
    }

    private static void compile(Mode mode, SocketChannel channel, ToWorker.Compile compile, byte[] wasm)
            throws Exception {
        CoreOptions options = compile.options();
        switch (mode) {
            case NEVER_ANSWERS -> System.err.println("keeps quiet");
            case TELLS_FOR_EVER -> Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        send(channel, new FromWorker.Compiling(compile.request(), "0".repeat(64), 1, 2));
                    }
                } catch (java.io.IOException e) {
                    System.exit(0);
                }
            });
            case HANDS_OVER_RUBBISH -> CoreEngine.cached(new HandoverCache((name, content) ->
                    hand(channel, compile.request(), name, 100))).load(wasm, options);
            case NAMES_A_PATH -> hand(channel, compile.request(), "../../" + NAME, 100);
            case HANDS_OVER_TWICE -> {
                hand(channel, compile.request(), NAME, 100);
                hand(channel, compile.request(), OTHER_NAME, 100);
                hand(channel, compile.request(), NAME, 100);
            }
            case FILLS_THE_DISK -> endless(i -> hand(channel, compile.request(), NAME, Codec.PIECE));
            case FILLS_THE_FOLDER -> endless(i -> hand(channel, compile.request(), "%064x.arcmod".formatted(i), 0));
            case HANDS_OVER_UNASKED -> hand(channel, compile.request() + 1000, NAME, 100);
            default -> { }
        }
        if (mode == Mode.HANDS_OVER_RUBBISH || mode == Mode.LEAVES_NOTHING) {
            send(channel, new FromWorker.Compiled(compile.request(), InterpretedFunctions.none()));
        }
    }

    private interface Numbered {
        void run(int number);
    }

    /** Until the supervisor has enough. */
    private static void endless(Numbered sending) {
        Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0;; i++) {
                sending.run(i);
            }
        });
    }

    private static void hand(SocketChannel channel, long request, String name, int bytes) {
        try {
            send(channel, new FromWorker.Entry(request, name, new byte[bytes]));
        } catch (java.io.IOException e) {
            System.exit(0);
        }
    }

    private static synchronized void send(SocketChannel channel, FromWorker message) throws java.io.IOException {
        byte[] frame = Codec.encode(message);
        write(channel, ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).flip());
    }

    private static void write(SocketChannel channel, ByteBuffer buffer) throws java.io.IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ToWorker receive(SocketChannel channel) throws java.io.IOException {
        ByteBuffer length = fill(channel, 4);
        return Codec.decodeToWorker(fill(channel, length.getInt()).array());
    }

    private static ByteBuffer fill(SocketChannel channel, int bytes) throws java.io.IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                System.exit(0);
            }
        }
        return buffer.flip();
    }
}
