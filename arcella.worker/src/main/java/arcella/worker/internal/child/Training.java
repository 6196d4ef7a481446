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

import arcella.engine.core.CoreOptions;
import arcella.error.ArcellaException;
import arcella.wasi.net.NetworkRules;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
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

    /**
     * A core module of WASI 0.1; a component of 0.2, by which most of the classes of linking are met; and one whose
     * functions are called, {@code examples/greeter}.
     */
    private static final List<String> GUESTS = List.of("training.wasm", "training02.wasm", "training-calls.wasm");

    private static final long CALL = 5;
    private static final long EXAMINE = 6;
    private static final long COMPILE = 7;
    private static final String FUNCTION = "arcella:greeter/greetings@0.1.0#greet";

    private Training() {
    }

    /** Runs command guests through a worker and returns when they have ended. */
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
                Thread.ofPlatform().daemon().name("orders").start(new Orders(orders, end)::give);
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

    private static byte[] guest(String name) {
        try (InputStream in = Training.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The orders: one guest after the other. */
    private static final class Orders {

        private final FrameChannel channel;
        private final CompletableFuture<Ending> end;
        private long instance;
        private boolean command;
        private boolean fed;

        Orders(FrameChannel channel, CompletableFuture<Ending> end) {
            this.channel = channel;
            this.end = end;
        }

        void give() {
            try (channel) {
                channel.run(frame -> next(Codec.decodeFromWorker(frame)));
            } catch (IOException e) {
                // Closing the connection is how the training ends.
                end.completeExceptionally(e);
            }
        }

        private void next(FromWorker said) throws IOException {
            switch (said) {
                case FromWorker.Hello hello -> say(channel, new ToWorker.Welcome(
                        new ToWorker.WorkerSettings(false, List.of(), List.of(), false, false, Optional.empty())));
                case FromWorker.Ready ready -> {
                    byte[] guest = guest(GUESTS.getLast());
                    say(channel, new ToWorker.WarmUp());
                    say(channel, new ToWorker.Examine(EXAMINE, guest.length));
                    say(channel, new ToWorker.Content(EXAMINE, guest));
                }
                case FromWorker.Examined examined ->
                    say(channel, new ToWorker.Compile(COMPILE, CoreOptions.untrusted()));
                case FromWorker.Compiling compiling -> say(channel, new ToWorker.Cancel(4));
                case FromWorker.Entry entry -> say(channel, new ToWorker.Cancel(4));
                case FromWorker.Compiled compiled -> instantiate();
                case FromWorker.Instantiated made -> {
                    command = made.command();
                    say(channel, new ToWorker.Start(2, instance));
                }
                case FromWorker.Output output -> say(channel, new ToWorker.Credit(instance, output.bytes().length));
                case FromWorker.InputWanted wanted -> {
                    byte[] line = "a line\n".getBytes(StandardCharsets.UTF_8);
                    say(channel, new ToWorker.Input(instance, fed ? new byte[0] : line));
                    fed = true;
                }
                case FromWorker.Ended ended -> {
                    boolean well = ended.ending().equals(new Ending.Exited(0))
                            || ended.ending().equals(new Ending.Stopped());
                    if (well && instance < GUESTS.size()) {
                        instantiate();
                    } else {
                        end.complete(well ? new Ending.Exited(0) : ended.ending());
                        say(channel, new ToWorker.Ping(1));
                    }
                }
                case FromWorker.Pong pong -> channel.close();
                case FromWorker.Failed failed -> {
                    end.completeExceptionally(failed.cause());
                    channel.close();
                }
                case FromWorker.Done done -> {
                    if (done.request() == CALL) {
                        say(channel, new ToWorker.Stop(instance, 0));
                    } else {
                        say(channel, command ? new ToWorker.AskStatistics(3, instance) : new ToWorker.Call(CALL, instance,
                                FUNCTION, List.of(new WitValue.Text("you")), false));
                    }
                }
                case FromWorker.Statistics figures -> say(channel, new ToWorker.Cancel(4));
                case FromWorker.LongRun busy -> say(channel, new ToWorker.Cancel(4));
                case FromWorker.Denied denied ->
                    throw new IllegalStateException("a guest of the training was refused " + denied.denial());
                case FromWorker.Metered metered ->
                    throw new IllegalStateException("nobody asked for the fuel of request " + metered.request());
                case FromWorker.ImportCall _, FromWorker.ImportCancel _, FromWorker.ImportDrop _ ->
                    throw new IllegalStateException("the guests of the training import nothing from others");
                case FromWorker.StreamAsk _, FromWorker.StreamTold _ ->
                    throw new IllegalStateException("the guests of the training pass no streams");
            }
        }

        private void instantiate() throws IOException {
            byte[] guest = guest(GUESTS.get((int) instance));
            instance++;
            fed = false;
            InstanceLimits limits = InstanceLimits.defaults().withCommandDeadline(Optional.of(Duration.ofSeconds(20)));
            say(channel, new ToWorker.Instantiate(1, instance, "training@1.0.0", ModuleContent.hash(Bytes.wrap(guest)),
                    guest.length, List.of("training", "one"), Map.of("KEY", "value"), List.of(),
                    NetworkRules.none(), limits, List.of()));
            say(channel, new ToWorker.Content(instance, guest));
        }
    }

    private static void say(FrameChannel orders, ToWorker message) throws IOException {
        if (!orders.offer(Codec.encode(message))) {
            throw new IOException("the worker in training does not read");
        }
    }
}
