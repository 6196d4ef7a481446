import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import arcella.engine.binding.WitResult;
import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.wasi.WasiConfig;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpSender;
import arcella.wasi.io.OutputSink;
import arcella.wasi.net.NameResolver;
import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wasi.preview2.Preview2;
import arcella.wasi.preview2.http.HttpTypes;
import arcella.wasi.preview2.http.OutgoingHandler;
import arcella.wasi.preview2.http.OutgoingRequestResource;
import arcella.wasi.preview2.http.Scheme;
import arcella.wasi.preview2.io.StreamFailure;

import org.eclipse.jetty.client.HttpClient;

/**
 * Microseconds per GET of 1 KiB on loopback, one after another: the bare client, the calls that a guest makes of wasi:http
 * without the guest itself, a guest (examples/wasi02/http.c, which is its own watch), and the same guest by jco on Node if
 * JCO_NODE_MODULES names where it is installed. Run by http.sh with the repository's folder.
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
                        List.of(NetworkRule.parse("http://127.0.0.1:" + port)), List.of()), denial -> {}, 64,
                        NameResolver.system());
                OutgoingHandler handler = new OutgoingHandler(sender, network, 64)) {
            bare.start();
            Callable<Integer> bareGet = () -> bare.GET("http://127.0.0.1:" + port + "/").getContent().length;
            Callable<Integer> guestGet = () -> guestGet(types, handler, port);
            Path figures = Path.of(args[0], "arcella.bench", "figures");
            Path guest = Path.of(args[0], "examples", "wasi02", "http.wasm");
            Component component = Component.of(Files.readAllBytes(guest), new CoreEngine());
            boolean jco = System.getenv("JCO_NODE_MODULES") != null;
            double[][] micros = new double[4][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                micros[0][round] = measure(bareGet);
                micros[1][round] = measure(guestGet);
                micros[2][round] = guest(component, port);
                micros[3][round] = jco ? jco(figures.resolve("jco-run.mjs"), guest, port) : 0;
            }
            double bareMicros = median(micros[0]);
            String[] names = {"bare client", "calls of wasi:http", "guest", "guest by jco"};
            for (int i = 0; i < (jco ? 4 : 3); i++) {
                System.out.printf("%-18s %6.0f us, %.2f times the bare client (median of %d rounds)%n", names[i],
                        median(micros[i]), median(micros[i]) / bareMicros, ROUNDS);
            }
        }
        server.stop(0);
    }

    /** What the guest says it took for each of its requests, after some that do not count. */
    private static double guest(Component component, int port) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasiConfig config = WasiConfig.builder().arguments(List.of("http", "127.0.0.1:" + port, "time"))
                .stdout(OutputSink.of(out, false)).stderr(OutputSink.of(System.err, false))
                .network(new NetworkRules(List.of(NetworkRule.parse("http://127.0.0.1:" + port)), List.of())).build();
        try (Preview2 wasi = Preview2.create(config);
                ComponentInstance instance = wasi.addTo(new Linker()).instantiate(component)) {
            instance.export(Preview2.runInterface(component.type().exports().keySet()).orElseThrow(), "run").call();
        }
        return micros(out.toString(StandardCharsets.UTF_8));
    }

    private static double jco(Path script, Path guest, int port) throws Exception {
        Process node = new ProcessBuilder("node", script.toString(), guest.toString(), "127.0.0.1:" + port, "time")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return micros(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static double micros(String said) {
        List<String> lines = said.lines().toList();
        if (lines.size() != 2 || !lines.get(1).equals("all as specified")) {
            throw new IllegalStateException("the guest said " + said);
        }
        return Long.parseLong(lines.get(0)) / 1000.0;
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
