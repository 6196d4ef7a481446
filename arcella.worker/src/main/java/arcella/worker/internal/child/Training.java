package arcella.worker.internal.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import arcella.error.ArcellaException;
import arcella.wasi.net.NetworkRules;
import arcella.wit.value.Bytes;
import arcella.worker.Ending;
import arcella.worker.InstanceLimits;
import arcella.worker.ModuleContent;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FrameChannel;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;
import arcella.worker.seal.Seal;
import arcella.worker.seal.SealPolicy;

/**
 * A worker that is its own supervisor for a moment, so that an ahead-of-time cache (JEP 483, 514, 515) learns what a
 * worker does from its start to its first result. The main thread works as in earnest; another one gives the orders.
 */
final class Training {

    private static final long COMMAND = 1;

    private Training() {
    }

    /** Runs a command guest through a worker and returns when it has ended. */
    static void run() {
        Seal.rehearse(SealPolicy.strict());
        try {
            Path folder = Files.createTempDirectory("arcella-training");
            Path socket = folder.resolve("s");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                SocketChannel own = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                FrameChannel orders = new FrameChannel(server.accept());
                CompletableFuture<Ending> end = new CompletableFuture<>();
                Thread.ofPlatform().daemon().name("orders").start(() -> order(orders, end));
                FrameChannel channel = new FrameChannel(own);
                channel.offer(Codec.encode(new FromWorker.Hello(Codec.VERSION, new byte[WorkerProcess.SECRET_BYTES])));
                new Servant(channel).serve();
                if (!end.get().equals(new Ending.Exited(0))) {
                    throw new ArcellaException(WorkerError.INTERNAL, "the training guest ended as " + end.get(), "");
                }
            } finally {
                Files.deleteIfExists(socket);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a training", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the training failed", e.getCause());
        }
    }

    private static byte[] guest() {
        try (InputStream in = Training.class.getResourceAsStream("training.wasm")) {
            if (in == null) {
                throw new IllegalStateException("training.wasm is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void order(FrameChannel orders, CompletableFuture<Ending> end) {
        boolean[] fed = new boolean[1];
        try (orders) {
            orders.run(frame -> {
                switch (Codec.decodeFromWorker(frame)) {
                    case FromWorker.Hello hello -> say(orders, new ToWorker.Welcome(
                            new ToWorker.WorkerSettings(false, List.of(), List.of(), false, Optional.empty())));
                    case FromWorker.Ready ready -> instantiate(orders);
                    case FromWorker.Instantiated made -> say(orders, new ToWorker.Start(2, COMMAND));
                    case FromWorker.Output output -> say(orders, new ToWorker.Credit(COMMAND, output.bytes().length));
                    case FromWorker.InputWanted wanted -> {
                        byte[] line = "a line\n".getBytes(StandardCharsets.UTF_8);
                        say(orders, new ToWorker.Input(COMMAND, fed[0] ? new byte[0] : line));
                        fed[0] = true;
                    }
                    case FromWorker.Ended ended -> {
                        end.complete(ended.ending());
                        say(orders, new ToWorker.Ping(1));
                    }
                    case FromWorker.Pong pong -> orders.close();
                    case FromWorker.Failed failed -> {
                        end.completeExceptionally(failed.cause());
                        orders.close();
                    }
                    case FromWorker.Done done -> say(orders, new ToWorker.AskStatistics(3, COMMAND));
                    case FromWorker.Statistics figures -> say(orders, new ToWorker.Cancel(4));
                    case FromWorker.Denied denied ->
                        throw new IllegalStateException("the guest of the training was refused " + denied.denial());
                    case FromWorker.ImportCall _, FromWorker.ImportCancel _, FromWorker.ImportDrop _ ->
                        throw new IllegalStateException("the guest of the training imports nothing from others");
                }
            });
        } catch (IOException e) {
            // Closing the connection is how the training ends.
            end.completeExceptionally(e);
        }
    }

    private static void instantiate(FrameChannel orders) throws IOException {
        byte[] guest = guest();
        InstanceLimits limits = InstanceLimits.defaults().withCommandDeadline(Optional.of(Duration.ofSeconds(20)));
        say(orders, new ToWorker.Instantiate(1, COMMAND, "training@1.0.0", ModuleContent.hash(Bytes.wrap(guest)),
                guest.length, List.of("training", "one"), Map.of("KEY", "value"), List.of(),
                NetworkRules.none(), limits, List.of()));
        say(orders, new ToWorker.Content(COMMAND, guest));
    }

    private static void say(FrameChannel orders, ToWorker message) throws IOException {
        if (!orders.offer(Codec.encode(message))) {
            throw new IOException("the worker in training does not read");
        }
    }
}
