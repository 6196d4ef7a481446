package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;

/** Bodies of {@code wasi:http}: a courier makes requests, and a mill elsewhere writes their bodies and reads the answers. */
class PassedBodiesTest extends DeskAndMill {

    private static final String COURIER = "demo:pipe/courier@0.1.0#";

    /** Answers one request with the beginning of its body, once it may read that. What waits in the system is not much. */
    private static final class Echo implements AutoCloseable {
        private static final int BEGINNING = 20;

        private final ServerSocket socket = new ServerSocket();
        private final CountDownLatch reads = new CountDownLatch(1);
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();

        Echo() throws IOException {
            socket.setReceiveBufferSize(64 << 10);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofPlatform().daemon().name("echo").start(() -> {
                try (Socket taken = socket.accept()) {
                    serve(taken);
                } catch (IOException | InterruptedException e) {
                    body.completeExceptionally(e);
                }
            });
        }

        private void serve(Socket taken) throws IOException, InterruptedException {
            InputStream in = new BufferedInputStream(taken.getInputStream());
            while (!line(in).isEmpty()) {
                // Nothing in the head matters here.
            }
            reads.await();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                all.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            body.complete(all.toByteArray());
            String beginning = all.toString(StandardCharsets.US_ASCII).substring(0, Math.min(all.size(), BEGINNING));
            taken.getOutputStream().write(("HTTP/1.1 299 Read\r\nContent-Length: " + beginning.length() + "\r\n\r\n" + beginning)
                    .getBytes(StandardCharsets.US_ASCII));
            taken.getOutputStream().flush();
            // Until the client has read it all and goes.
            in.read();
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder text = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("the client is gone after " + text);
                }
                text.append((char) next);
            }
            return text.toString().strip();
        }

        String authority() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private ModuleInstance courier;

    private void start(Place place, Echo server) throws IOException {
        start(place, new Recorder(), new Recorder());
        InstanceSpec spec = InstanceSpec.of("courier@1.0.0", Guests.file(Path.of("..", "examples", "pipe", "courier.wasm")))
                .withImports(Set.of(MILL))
                .withNetwork(new NetworkRules(List.of(NetworkRule.parse("http://" + server.authority())), List.of()));
        courier = host(place.desk.isEmpty() ? "" : "courier").instantiate(spec, new Recorder(), atTheMill());
        courier.start();
        courier("send", server.authority());
    }

    private String courier(String function, Object... arguments) {
        return told(courier.invoke(COURIER + function, values(arguments)));
    }

    private String mill(String function, Object... arguments) throws Exception {
        return atMill(function, arguments).get(1, TimeUnit.MINUTES);
    }

    /** Both bodies, lent and for good, each to its end. */
    @ParameterizedTest
    @EnumSource(names = {"IN_MAIN", "IN_TWO_WORKERS", "FROM_MAIN_TO_A_WORKER", "FROM_A_WORKER_TO_MAIN"})
    void bodiesPass(Place place) throws Exception {
        try (Echo server = new Echo()) {
            start(place, server);
            server.reads.countDown();
            for (int how = 0; how < 2; how++) {
                assertThat(courier("lend-output", 4, "")).isEqualTo("ready");
                assertThat(courier("lend-output", how, "lent" + how + " ")).isEqualTo("done");
            }
            courier("give-output");
            assertThat(mill("write-kept", 1, "given")).isEqualTo("done");
            assertThat(courier("finish")).isEqualTo("finished");
            assertThat(courier("receive")).isEqualTo("299");
            assertThat(server.body.get(1, TimeUnit.MINUTES)).asString(StandardCharsets.UTF_8).isEqualTo("lent0 lent1 given");
            assertThat(courier("lend-input", 1, 6L)).isEqualTo("read lent0 ");
            courier("give-input");
            assertThat(mill("read-kept", 1, 6L)).isEqualTo("read lent1 ");
            assertThat(mill("read-kept", 1, 60L)).isEqualTo("read given");
            assertThat(mill("read-kept", 1, 60L)).isEqualTo("closed");
            courier("done");
            assertThat(courier.ending()).isEmpty();
        }
    }

    /** The server reads nothing at first: the mill waits, and what it writes arrives in order afterwards. */
    @Test
    void aServerThatDoesNotReadHoldsUpTheMill() throws Exception {
        try (Echo server = new Echo()) {
            start(Place.IN_TWO_WORKERS, server);
            courier("give-output");
            String words = "0123456789abcdef".repeat(512);
            CompletableFuture<String> writes = atMill("write-kept", 6, words);
            HostFixture.awaitCalls(mill, 2);
            for (int i = 0; i < 300; i++) {
                assertThat(courier.statistics().calls()).isPositive();
                assertThat(writes).isNotDone();
            }
            server.reads.countDown();
            assertThat(writes.get(1, TimeUnit.MINUTES)).isEqualTo("done");
            assertThat(courier("finish")).isEqualTo("finished");
            assertThat(server.body.get(1, TimeUnit.MINUTES)).isEqualTo(words.repeat(1000).getBytes(StandardCharsets.UTF_8));
            assertThat(courier("receive")).isEqualTo("299");
            courier("give-input");
            assertThat(mill("read-kept", 1, 16L)).isEqualTo("read " + words.substring(0, 16));
            assertThat(mill("read-kept", 1, 100L)).isEqualTo("read 0123");
            assertThat(mill("read-kept", 1, 100L)).isEqualTo("closed");
            courier("done");
        }
    }
}
