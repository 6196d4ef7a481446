package arcella.wasi.preview2.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.engine.binding.WitResult;
import arcella.wasi.Ceiling;
import arcella.wasi.Denial;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpSender;
import arcella.wasi.net.NameResolver;
import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.StreamError;
import arcella.wasi.preview2.io.StreamFailure;

/** Does what a guest does, by the same calls. */
final class Guest implements AutoCloseable {

    final HttpTypes types = new HttpTypes(new Ceiling(Field.MOST_BYTES));
    final List<Denial> notices = new ArrayList<>();
    final Network network;
    final OutgoingHandler handler;

    Guest(HttpSender sender, String... rules) {
        this(sender, 8, rules);
    }

    Guest(HttpSender sender, int most, String... rules) {
        // Every name leads to loopback, and whoever asks for "far" is led to a host of nobody's.
        this(sender, most, name -> List.of(InetAddress.ofLiteral(name.equals("far") ? "192.0.2.1" : "127.0.0.1")), rules);
    }

    Guest(HttpSender sender, int most, NameResolver resolver, String... rules) {
        network = new Network(new NetworkRules(List.of(rules).stream().map(NetworkRule::parse).toList(), List.of()),
                notices::add, 8, resolver);
        handler = new OutgoingHandler(sender, network, most, new Ceiling(Field.MOST_BYTES));
    }

    OutgoingRequestResource request(String authority, String path, Field... fields) throws Exception {
        OutgoingRequestResource request = types.newOutgoingRequest(types.fieldsFromList(List.of(fields)));
        request.setScheme(Optional.of(new Scheme.Http()));
        request.setAuthority(Optional.of(authority));
        request.setPathWithQuery(Optional.of(path));
        return request;
    }

    WitResult<IncomingResponseResource, HttpErrorCode> await(FutureIncomingResponseResource future) {
        future.subscribe().block();
        var first = future.get().orElseThrow();
        assertThat(future.get().orElseThrow()).isInstanceOf(WitResult.Err.class);
        return ok(first);
    }

    IncomingResponseResource send(OutgoingRequestResource request) throws Exception {
        return ok(await(handler.handle(request, Optional.empty())));
    }

    HttpErrorCode failure(OutgoingRequestResource request) throws Exception {
        return err(await(handler.handle(request, Optional.empty())));
    }

    static <T, E> T ok(WitResult<T, E> result) {
        assertThat(result).isInstanceOf(WitResult.Ok.class);
        return result instanceof WitResult.Ok<T, E>(T value) ? value : null;
    }

    static <T, E> E err(WitResult<T, E> result) {
        assertThat(result).isInstanceOf(WitResult.Err.class);
        return result instanceof WitResult.Err<T, E>(E error) ? error : null;
    }

    /** Reads all and closes the stream. */
    static byte[] bytes(InputStreamResource stream) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (stream) {
            while (true) {
                all.write(stream.blockingRead(10_000));
            }
        } catch (StreamFailure e) {
            assertThat(e.payload()).isInstanceOf(StreamError.Closed.class);
            return all.toByteArray();
        }
    }

    static String text(InputStreamResource stream) throws Exception {
        return new String(bytes(stream), StandardCharsets.ISO_8859_1);
    }

    /** The trailers, after the body has been read; none if there are none. */
    WitResult<Optional<FieldsResource>, HttpErrorCode> trailers(IncomingBodyResource body) {
        FutureTrailersResource future = types.incomingBodyFinish(body);
        future.subscribe().block();
        var first = future.get().orElseThrow();
        assertThat(future.get().orElseThrow()).isInstanceOf(WitResult.Err.class);
        return ok(first);
    }

    @Override
    public void close() {
        handler.close();
        network.close();
    }
}
