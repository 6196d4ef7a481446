import com.sun.net.httpserver.HttpServer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import arcella.engine.binding.WitResult;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpSender;
import arcella.wasi.net.NameResolver;
import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wasi.preview2.http.HttpTypes;
import arcella.wasi.preview2.http.OutgoingHandler;
import arcella.wasi.preview2.http.OutgoingRequestResource;
import arcella.wasi.preview2.http.Scheme;
import arcella.wasi.preview2.io.StreamFailure;

import org.eclipse.jetty.client.HttpClient;

/**
 * Microseconds per GET of 1 KiB on loopback, one after another: the bare client, and the calls that a guest makes of
 * wasi:http, without the guest itself. Run by http.sh.
 */
public class HttpFigures {

    private static final int ROUNDS = 7;
    private static final int REQUESTS = 2000;

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = new byte[1024];
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        HttpTypes types = new HttpTypes(Field.MOST_BYTES);
        try (HttpClient bare = new HttpClient(); HttpSender sender = HttpSender.create();
                Network network = new Network(new NetworkRules(
                        List.of(NetworkRule.parse("http://127.0.0.1:" + port)), List.of()), line -> {}, 64,
                        NameResolver.system());
                OutgoingHandler handler = new OutgoingHandler(sender, network, 64)) {
            bare.start();
            Callable<Integer> bareGet = () -> bare.GET("http://127.0.0.1:" + port + "/").getContent().length;
            Callable<Integer> guestGet = () -> guestGet(types, handler, port);
            double[][] micros = new double[2][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                micros[0][round] = measure(bareGet);
                micros[1][round] = measure(guestGet);
            }
            System.out.printf("bare client %.0f us, wasi:http %.0f us, ratio %.2f (medians of %d rounds of %d)%n",
                    median(micros[0]), median(micros[1]), median(micros[1]) / median(micros[0]), ROUNDS, REQUESTS);
        }
        server.stop(0);
    }

    private static int guestGet(HttpTypes types, OutgoingHandler handler, int port) throws Exception {
        OutgoingRequestResource request = types.newOutgoingRequest(types.newFields());
        request.setScheme(Optional.of(new Scheme.Http()));
        request.setAuthority(Optional.of("127.0.0.1:" + port));
        request.setPathWithQuery(Optional.of("/"));
        try (var future = handler.handle(request, Optional.empty())) {
            future.subscribe().block();
            var response = ok(ok(future.get().orElseThrow()));
            var body = response.consume();
            int read = 0;
            try (var stream = body.stream()) {
                while (true) {
                    read += stream.blockingRead(4096).length;
                }
            } catch (StreamFailure end) {
                types.incomingBodyFinish(body).close();
                return read;
            }
        }
    }

    private static <T, E> T ok(WitResult<T, E> result) {
        return switch (result) {
            case WitResult.Ok<T, E> ok -> ok.value();
            case WitResult.Err<T, E> err -> throw new IllegalStateException(String.valueOf(err.error()));
        };
    }

    private static double measure(Callable<Integer> get) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            if (get.call() != 1024) {
                throw new IllegalStateException("another length");
            }
        }
        return (System.nanoTime() - start) / 1000.0 / REQUESTS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
