package arcella.worker.internal.child;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import arcella.error.ArcellaException;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FrameChannel;
import arcella.worker.internal.wire.FromWorker;

/**
 * The life of a worker process, from the moment it is started by its supervisor.
 *
 * <p>It connects to the socket it was given, proves with the secret from its standard input that it is the process that
 * was started, seals itself as it is told, and then obeys. The main thread does all of it and stays the one that reads
 * the socket: no guest ever runs on it, nothing it does waits for a guest, and when the supervisor's end is closed, by
 * will or because the container died, it ends the process there and then, whatever the guests are about. Every other
 * thread is a descendant of this one and hence inherits the sealing.
 */
public final class WorkerProcess {

    /** The length of the secret in bytes. */
    public static final int SECRET_BYTES = 32;

    /** Exit code: the arguments, the secret or the socket were not as they should be. */
    static final int NOT_STARTED = 64;

    /** Exit code: the Java heap was full, as the JVM itself has it. */
    static final int HEAP_FULL = 3;

    /** Exit code: something in the worker itself failed; its standard error says what. */
    static final int FAILED = 70;

    /** Exit code: the supervisor is gone. */
    static final int SUPERVISOR_GONE = 0;

    private WorkerProcess() {
    }

    /**
     * Lives.
     *
     * @param arguments one, the path of the supervisor's socket; or {@code --train}, to live for a moment without one
     */
    public static void live(List<String> arguments) {
        if (arguments.equals(List.of("--train"))) {
            Training.run();
            return;
        }
        if (arguments.size() != 1) {
            System.err.println("This program is started by Arcella, with the path of a socket.");
            end(NOT_STARTED);
            return;
        }
        // Not by the JVM itself, which would not wait for those who can do without the memory that they asked for.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            if (failure instanceof OutOfMemoryError) {
                end(HEAP_FULL);
            }
        });
        FrameChannel channel;
        try {
            channel = connect(Path.of(arguments.getFirst()));
        } catch (IOException e) {
            System.err.println("cannot reach the supervisor: " + e);
            end(NOT_STARTED);
            return;
        }
        try {
            new Servant(channel).serve();
            end(SUPERVISOR_GONE);
        } catch (IOException e) {
            // The connection broke rather than ended: the supervisor was killed. Nobody is there to be told.
            end(SUPERVISOR_GONE);
        } catch (OutOfMemoryError e) {
            end(HEAP_FULL);
        } catch (ArcellaException | IllegalStateException e) {
            e.printStackTrace();
            end(FAILED);
        }
    }

    private static FrameChannel connect(Path socket) throws IOException {
        byte[] secret;
        try (FileInputStream input = new FileInputStream(FileDescriptor.in)) {
            secret = input.readNBytes(SECRET_BYTES);
        }
        if (secret.length != SECRET_BYTES) {
            throw new IOException("standard input has no secret");
        }
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        opened.connect(UnixDomainSocketAddress.of(socket));
        FrameChannel channel = new FrameChannel(opened);
        channel.offer(Codec.encode(new FromWorker.Hello(Codec.VERSION, secret)));
        return channel;
    }

    /** Ends the process at once: no hook, no finally, nothing that a guest could hold up. */
    static void end(int code) {
        Runtime.getRuntime().halt(code);
    }
}
