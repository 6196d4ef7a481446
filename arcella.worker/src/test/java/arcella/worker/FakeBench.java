package arcella.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import arcella.engine.core.CompileCache;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreOptions;
import arcella.worker.internal.child.CompileWork;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/** A worker that is to compile a module, and does what a module might have it do that has taken it over. */
final class FakeBench {

    private static final String KEY = "fake.bench";

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
        /** Leaves links to a file outside in place of what it compiled. */
        PLANTS_A_LINK,
        /** Leaves files of the right names that are none. */
        PLANTS_RUBBISH,
        /** Leaves a link to another folder in place of its own. */
        LINKS_THE_FOLDER,
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
                    case ToWorker.Welcome welcome -> send(channel, new FromWorker.Ready(List.of()));
                    case ToWorker.Ping ping -> send(channel, new FromWorker.Pong(ping.number()));
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
            case NEVER_ANSWERS, TELLS_FOR_EVER, PLANTS_A_LINK, PLANTS_RUBBISH, LINKS_THE_FOLDER, LEAVES_NOTHING ->
                send(channel, new FromWorker.Examined(request, 1000, 1000));
        }
    }

    private static void compile(Mode mode, SocketChannel channel, ToWorker.Compile compile, byte[] wasm)
            throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path folder = temporary.resolve(CompileWork.FOLDER);
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
            case PLANTS_A_LINK, PLANTS_RUBBISH -> {
                CoreEngine.cached(CompileCache.open(temporary.resolve("real"), 1 << 30)).load(wasm, options);
                Files.createDirectory(folder);
                try (var files = Files.list(temporary.resolve("real"))) {
                    for (Path file : files.toList()) {
                        Path planted = folder.resolve(file.getFileName());
                        if (mode == Mode.PLANTS_A_LINK) {
                            Files.createSymbolicLink(planted, file);
                        } else {
                            Files.write(planted, HexFormat.of().parseHex("00".repeat(100)));
                        }
                    }
                }
            }
            case LINKS_THE_FOLDER -> {
                CoreEngine.cached(CompileCache.open(temporary.resolve("real"), 1 << 30)).load(wasm, options);
                Files.createSymbolicLink(folder, temporary.resolve("real"));
            }
            default -> { }
        }
        if (mode != Mode.NEVER_ANSWERS && mode != Mode.TELLS_FOR_EVER) {
            send(channel, new FromWorker.Compiled(compile.request(), InterpretedFunctions.none()));
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
