package arcella.wasi.preview2.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import arcella.engine.core.Trap;
import arcella.wasi.Denial;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.HttpSender;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.OutputStreamResource;
import arcella.wasi.preview2.io.StreamError;
import arcella.wasi.preview2.io.StreamFailure;

class OutgoingHandlerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final HttpSender sender = HttpSender.create();

    @AfterEach
    void close() {
        sender.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Guest guest(RawServer server) {
        return new Guest(sender, "http://127.0.0.1:" + server.port());
    }

    private static String authority(RawServer server) {
        return "127.0.0.1:" + server.port();
    }

    @Test
    void sendsExactlyWhatTheGuestSaysAndShowsWhatTheServerSays() throws Exception {
        BlockingQueue<String> heads = new LinkedBlockingQueue<>();
        try (RawServer server = RawServer.start(connection -> {
            heads.add(connection.head());
            connection.say("HTTP/1.1 299 Whatever\r\nContent-Length: 5\r\nX-B: 1\r\nConnection: keep-alive\r\n"
                    + "x-a: \u00e9\r\nX-B: 2\r\nContent-Encoding: gzip\r\n\r\nhello");
            connection.head();
        }); Guest guest = guest(server)) {
            OutgoingRequestResource request = guest.request(authority(server), "/a%20b//c?q=%C3%A9&r=d+e",
                    Field.of("X-One", "1"), Field.of("x-two", "\u00fc"), Field.of("X-One", "again"));
            request.setMethod(new Method.Other("PURGE"));
            IncomingResponseResource response = guest.send(request);
            String head = heads.take();
            assertThat(head).startsWith("PURGE /a%20b//c?q=%C3%A9&r=d+e HTTP/1.1\r\n");
            assertThat(head.lines().skip(1).filter(line -> !line.isEmpty())).containsExactlyInAnyOrder(
                    "Host: " + authority(server), "X-One: 1", "x-two: \u00fc", "X-One: again");

            assertThat(response.status()).isEqualTo(299);
            FieldsResource fields = response.headers();
            assertThat(fields.get("x-b")).containsExactly(bytes("1"), bytes("2"));
            assertThat(fields.get("X-A")).containsExactly(bytes("\u00e9"));
            assertThat(fields.has("connection")).isFalse();
            assertThatThrownBy(() -> fields.append("a", bytes("b"))).isInstanceOfSatisfying(HeaderFailure.class,
                    e -> assertThat(e.payload()).isEqualTo(new HeaderError.Immutable()));
            IncomingBodyResource body = response.consume();
            assertThatThrownBy(response::consume).isInstanceOf(Refusal.class);
            assertThat(Guest.text(body.stream())).isEqualTo("hello");
            assertThatThrownBy(body::stream).isInstanceOf(Refusal.class);
            assertThat(Guest.ok(guest.trailers(body))).isEmpty();
        }
    }

    @Test
    void answersWithoutABodyEnd() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.head();
            connection.say("HTTP/1.1 204 No Content\r\n\r\n");
            connection.head();
            connection.say(OK + "Content-Length: 0\r\n\r\n");
            connection.head();
        }); Guest guest = guest(server)) {
            for (int i = 0; i < 2; i++) {
                IncomingBodyResource body = guest.send(guest.request(authority(server), "/")).consume();
                assertThat(Guest.bytes(body.stream())).isEmpty();
                assertThat(Guest.ok(guest.trailers(body))).isEmpty();
            }
        }
    }

    @Test
    void sendsABodyThatWasWrittenBeforeTheRequestWithItsLength() throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (RawServer server = RawServer.start(connection -> {
            said.add(connection.head() + connection.until("everything"));
            connection.say(OK + "Content-Length: 0\r\n\r\n");
            connection.head();
        }); Guest guest = guest(server)) {
            OutgoingRequestResource request = guest.request(authority(server), "/");
            request.setMethod(new Method.Post());
            OutgoingBodyResource body = request.body();
            assertThatThrownBy(request::body).isInstanceOf(Refusal.class);
            try (OutputStreamResource stream = body.write()) {
                assertThatThrownBy(body::write).isInstanceOf(Refusal.class);
                stream.blockingWriteAndFlush(bytes("everything"));
                assertThatThrownBy(() -> guest.types.outgoingBodyFinish(body, Optional.empty()))
                        .isInstanceOf(Trap.class);
            }
            guest.types.outgoingBodyFinish(body, Optional.empty());
            assertThat(guest.send(request).status()).isEqualTo(200);
            assertThat(said.take()).contains("Content-Length: 10\r\n").doesNotContain("Content-Type")
                    .endsWith("\r\n\r\neverything");
        }
    }

    @Test
    void streamsBothWaysWithTrailers() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            assertThat(connection.head()).contains("Transfer-Encoding: chunked");
            connection.say(OK + "Transfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n");
            assertThat(connection.until("ping")).isEqualTo("4\r\nping");
            connection.say("4\r\npong\r\n");
            assertThat(connection.until("\r\n\r\n")).isEqualTo("\r\n0\r\nX-Mine: 1\r\n\r\n");
            connection.say("0\r\nX-Sum: 7\r\nx-sum: 8\r\n\r\n");
            connection.head();
        }); Guest guest = guest(server)) {
            OutgoingRequestResource request = guest.request(authority(server), "/");
            request.setMethod(new Method.Put());
            OutgoingBodyResource sending = request.body();
            OutputStreamResource out = sending.write();
            FutureIncomingResponseResource future = guest.handler.handle(request, Optional.empty());
            IncomingResponseResource response = Guest.ok(guest.await(future));
            out.blockingWriteAndFlush(bytes("ping"));
            IncomingBodyResource receiving = response.consume();
            InputStreamResource in = receiving.stream();
            assertThat(in.blockingRead(100)).isEqualTo(bytes("pong"));
            assertThat(in.read(100)).isEmpty();
            out.close();
            FieldsResource trailers = guest.types.newFields();
            trailers.append("X-Mine", bytes("1"));
            guest.types.outgoingBodyFinish(sending, Optional.of(trailers));
            assertThatThrownBy(() -> guest.types.incomingBodyFinish(receiving)).isInstanceOf(Trap.class);
            assertThat(Guest.bytes(in)).isEmpty();
            FieldsResource arrived = Guest.ok(guest.trailers(receiving)).orElseThrow();
            assertThat(arrived.get("X-SUM")).containsExactly(bytes("7"), bytes("8"));
            assertThatThrownBy(() -> arrived.delete("x-sum")).isInstanceOf(HeaderFailure.class);
        }
    }

    @Test
    void trailersComeWithoutTheBodyBeingRead() throws Exception {
        byte[] chunk = new byte[100_000];
        try (RawServer server = RawServer.start(connection -> {
            connection.head();
            connection.say(OK + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                connection.say(Integer.toHexString(chunk.length) + "\r\n");
                connection.say(chunk);
                connection.say("\r\n");
            }
            connection.say("0\r\nlast: 1\r\n\r\n");
            connection.head();
        }); Guest guest = guest(server)) {
            IncomingBodyResource body = guest.send(guest.request(authority(server), "/")).consume();
            assertThat(Guest.ok(guest.trailers(body)).orElseThrow().get("last")).hasSize(1);
        }
    }

    /** A server that sends without end is held back, and let go when the guest has had enough. */
    @Test
    void aBodyWithoutEndIsReadAsFarAsTheGuestWants() throws Exception {
        byte[] portion = new byte[64 << 10];
        Arrays.fill(portion, (byte) 'x');
        try (RawServer server = RawServer.start(connection -> {
            connection.head();
            connection.say(OK + "\r\n");
            while (true) {
                connection.say(portion);
            }
        }); Guest guest = guest(server)) {
            IncomingResponseResource response = guest.send(guest.request(authority(server), "/"));
            IncomingBodyResource body = response.consume();
            InputStreamResource stream = body.stream();
            long read = 0;
            while (read < 3_000_000) {
                read += stream.blockingRead(100_000).length;
            }
            stream.close();
            body.close();
            assertThat(server.awaitEnd()).startsWith("failed");
        }
    }

    @Test
    void aGuestThatWritesFasterThanTheServerReadsGetsNoPermit() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
            connection.head();
            go.await();
            for (long left = 32L << 20; left > 0; left--) {
                connection.read();
            }
            connection.say(OK + "Content-Length: 0\r\n\r\n");
            connection.head();
        }); Guest guest = guest(server)) {
            OutgoingRequestResource request = guest.request(authority(server), "/",
                    Field.of("Content-Length", String.valueOf(32 << 20)));
            request.setMethod(new Method.Post());
            OutgoingBodyResource body = request.body();
            OutputStreamResource out = body.write();
            FutureIncomingResponseResource future = guest.handler.handle(request, Optional.empty());
            long written = 0;
            byte[] portion = new byte[64 << 10];
            // Kernel buffers end; so do the permits, long before the body.
            while (written < 32 << 20) {
                long permit = out.checkWrite();
                if (permit == 0) {
                    if (go.getCount() > 0) {
                        assertThat(written).isLessThan(32 << 20);
                        go.countDown();
                    }
                    out.subscribe().block();
                    continue;
                }
                int step = (int) Math.min(Math.min(permit, portion.length), (32 << 20) - written);
                out.write(Arrays.copyOf(portion, step));
                written += step;
            }
            assertThat(go.getCount()).isZero();
            out.close();
            guest.types.outgoingBodyFinish(body, Optional.empty());
            assertThat(Guest.ok(guest.await(future)).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfAnotherLengthThanDeclaredFails() throws Exception {
        try (RawServer server = RawServer.start(connection -> connection.until("never"));
                Guest guest = guest(server)) {
            OutgoingRequestResource longer = guest.request(authority(server), "/", Field.of("content-length", "3"));
            OutputStreamResource out = longer.body().write();
            assertThatThrownBy(() -> out.blockingWriteAndFlush(bytes("four"))).isInstanceOfSatisfying(
                    StreamFailure.class,
                    e -> assertThat(e.payload()).isInstanceOfSatisfying(StreamError.LastOperationFailed.class,
                            failed -> assertThat(guest.types.httpErrorCode(failed.error()))
                                    .contains(new HttpErrorCode.HttpRequestBodySize(Optional.of(4L)))));

            OutgoingRequestResource shorter = guest.request(authority(server), "/", Field.of("content-length", "3"));
            OutgoingBodyResource body = shorter.body();
            FutureIncomingResponseResource future = guest.handler.handle(shorter, Optional.empty());
            HttpErrorCode expected = new HttpErrorCode.HttpRequestBodySize(Optional.of(0L));
            assertThatThrownBy(() -> guest.types.outgoingBodyFinish(body, Optional.empty()))
                    .isInstanceOfSatisfying(HttpException.class, e -> assertThat(e.payload()).isEqualTo(expected));
            assertThat(Guest.err(guest.await(future))).isEqualTo(expected);

            OutgoingRequestResource none = guest.request(authority(server), "/", Field.of("content-length", "3"));
            assertThatThrownBy(() -> guest.handler.handle(none, Optional.empty())).isInstanceOfSatisfying(
                    HttpException.class, e -> assertThat(e.payload()).isEqualTo(expected));
        }
    }

    @Test
    void aDroppedBodyMakesTheRequestFail() throws Exception {
        try (RawServer server = RawServer.start(connection -> connection.until("never"));
                Guest guest = guest(server)) {
            OutgoingRequestResource request = guest.request(authority(server), "/");
            OutgoingBodyResource body = request.body();
            FutureIncomingResponseResource future = guest.handler.handle(request, Optional.empty());
            body.close();
            assertThat(Guest.err(guest.await(future))).isInstanceOf(HttpErrorCode.InternalError.class);
            assertThat(server.awaitEnd()).startsWith("failed");
        }
    }

    @Test
    void timesOutWhenTheServerIsSlow() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
            if (connection.head().startsWith("GET /head")) {
                done.await();
            } else {
                connection.say(OK + "Content-Length: 100\r\n\r\nhalf");
                done.await();
            }
        }); Guest guest = guest(server)) {
            RequestOptionsResource options = guest.types.newRequestOptions();
            options.setFirstByteTimeout(Optional.of(50_000_000L));
            assertThat(Guest.err(guest.await(guest.handler.handle(guest.request(authority(server), "/head"),
                    Optional.of(options))))).isEqualTo(new HttpErrorCode.ConnectionReadTimeout());

            RequestOptionsResource between = guest.types.newRequestOptions();
            between.setBetweenBytesTimeout(Optional.of(50_000_000L));
            InputStreamResource stream = Guest.ok(guest.await(guest.handler.handle(
                    guest.request(authority(server), "/body"), Optional.of(between)))).consume().stream();
            assertThat(stream.blockingRead(100)).isEqualTo(bytes("half"));
            assertThatThrownBy(() -> stream.blockingRead(100)).isInstanceOfSatisfying(StreamFailure.class,
                    e -> assertThat(e.payload()).isInstanceOfSatisfying(StreamError.LastOperationFailed.class,
                            failed -> assertThat(guest.types.httpErrorCode(failed.error()))
                                    .contains(new HttpErrorCode.ConnectionReadTimeout())));
            assertThatThrownBy(() -> stream.blockingRead(100)).isInstanceOfSatisfying(StreamFailure.class,
                    e -> assertThat(e.payload()).isEqualTo(new StreamError.Closed()));
            done.countDown();
        }
    }

    @Test
    void aWaitForAResponseEndsByInterruption() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> done.await()); Guest guest = guest(server)) {
            FutureIncomingResponseResource future = guest.handler.handle(guest.request(authority(server), "/"),
                    Optional.empty());
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> future.subscribe().block()).isInstanceOfSatisfying(Trap.class,
                    trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED));
            assertThat(Thread.interrupted()).isTrue();
            done.countDown();
        }
    }

    @Test
    void tellsHowAServerFailed() throws Exception {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        try (Guest guest = new Guest(sender, "http://127.0.0.1:" + unused)) {
            assertThat(guest.failure(guest.request("127.0.0.1:" + unused, "/")))
                    .isEqualTo(new HttpErrorCode.ConnectionRefused());
        }
        assertThat(failureOf(connection -> connection.head())).isEqualTo(new HttpErrorCode.ConnectionTerminated());
        assertThat(failureOf(connection -> {
            connection.head();
            connection.say("this is not HTTP\r\n\r\n");
            connection.head();
        })).isEqualTo(new HttpErrorCode.HttpProtocolError());
    }

    private HttpErrorCode failureOf(RawServer.Service service) throws Exception {
        try (RawServer server = RawServer.start(service); Guest guest = guest(server)) {
            return guest.failure(guest.request(authority(server), "/"));
        }
    }

    @Test
    void aHundredThousandFieldsAreRefused() throws Exception {
        assertThat(failureOf(connection -> {
            connection.head();
            connection.say(OK);
            try {
                for (int i = 0; i < 100_000; i++) {
                    connection.say("f" + i + ": v\r\n");
                }
                connection.say("\r\n");
            } catch (IOException e) {
                // The client has had enough.
                return;
            }
        })).isInstanceOf(HttpErrorCode.HttpResponseHeaderSectionSize.class);
    }

    @Test
    void aResponseThatEndsEarlyIsIncomplete() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.head();
            connection.say(OK + "Content-Length: 100\r\n\r\nhalf");
        }); Guest guest = guest(server)) {
            IncomingBodyResource body = guest.send(guest.request(authority(server), "/")).consume();
            InputStreamResource stream = body.stream();
            assertThat(stream.blockingRead(4)).isEqualTo(bytes("half"));
            assertThatThrownBy(() -> stream.blockingRead(100)).isInstanceOfSatisfying(StreamFailure.class,
                    e -> assertThat(e.payload()).isInstanceOfSatisfying(StreamError.LastOperationFailed.class,
                            failed -> assertThat(guest.types.httpErrorCode(failed.error()))
                                    .contains(new HttpErrorCode.HttpResponseIncomplete())));
            stream.close();
            assertThat(Guest.err(guest.trailers(body))).isEqualTo(new HttpErrorCode.HttpResponseIncomplete());
        }
    }

    @Test
    void redirectsAndChallengesAreTheGuests() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            // By the target: the second request may come by the first one's connection, or by another.
            for (String head = connection.head(); !head.isEmpty(); head = connection.head()) {
                assertThat(head).doesNotContain("Cookie");
                connection.say(head.startsWith("GET /302 ")
                        ? "HTTP/1.1 302 Found\r\nLocation: /401\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n");
            }
        }); Guest guest = guest(server)) {
            for (int expected : List.of(302, 401)) {
                IncomingResponseResource response = guest.send(guest.request(authority(server), "/" + expected));
                assertThat(response.status()).isEqualTo(expected);
                assertThat(Guest.ok(guest.trailers(response.consume()))).isEmpty();
            }
        }
    }

    @Test
    void onlyAllowedHostsAreReached() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.head();
            connection.say(OK + "Content-Length: 0\r\n\r\n");
        })) {
            int port = server.port();
            try (Guest guest = new Guest(sender, "http://localhost:" + port, "https://127.0.0.1:" + port)) {
                assertThat(guest.send(guest.request("LOCALHOST:" + port, "/")).status()).isEqualTo(200);
                for (String other : List.of("other.example:" + port, "localhost:1", "[::1]:1", "127.0.0.2:1")) {
                    OutgoingRequestResource request = guest.request(other, "/");
                    assertThatThrownBy(() -> guest.handler.handle(request, Optional.empty()))
                            .isInstanceOfSatisfying(HttpException.class,
                                    e -> assertThat(e.payload()).isEqualTo(new HttpErrorCode.HttpRequestDenied()));
                }
                assertThat(guest.notices).extracting(Denial::remedy)
                        .contains(new Denial.Remedy.Connect("http://other.example:" + port));
            }
            // Allowed by name, but the name leads to this machine.
            try (Guest guest = new Guest(sender, "http://inner.example:" + port)) {
                assertThat(guest.failure(guest.request("inner.example:" + port, "/")))
                        .isInstanceOf(HttpErrorCode.DnsError.class);
            }
            try (Guest nothing = new Guest(sender)) {
                OutgoingRequestResource request = nothing.request(authority(server), "/");
                assertThatThrownBy(() -> nothing.handler.handle(request, Optional.empty()))
                        .isInstanceOf(HttpException.class);
            }
        }
    }

    @Test
    void addressesOfBothKindsAreReached() throws Exception {
        for (String address : List.of("::1", "127.0.0.1")) {
            BlockingQueue<String> heads = new LinkedBlockingQueue<>();
            try (RawServer server = RawServer.start(address, connection -> {
                heads.add(connection.head());
                connection.say(OK + "Content-Length: 0\r\n\r\n");
                connection.head();
            })) {
                int port = server.port();
                List<String> spellings = address.equals("::1") ? List.of("[::1]", "[0:0:0:0:0:0:0:1]", "[::0001]")
                        : List.of("127.0.0.1", "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]");
                for (String spelling : spellings) {
                    try (Guest guest = new Guest(sender, "http://" + (address.equals("::1") ? "[::1]" : address) + ":"
                            + port)) {
                        assertThat(guest.send(guest.request(spelling + ":" + port, "/")).status()).isEqualTo(200);
                        assertThat(heads.take()).containsIgnoringCase("\r\nHost: " + spelling + ":" + port + "\r\n");
                    }
                }
            }
        }
    }

    @Test
    void anAddressWhereNobodyListensRefusesTheConnection() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            port = free.getLocalPort();
        }
        try (Guest guest = new Guest(sender, "http://[::1]:" + port)) {
            assertThat(guest.failure(guest.request("[::1]:" + port, "/")))
                    .isEqualTo(new HttpErrorCode.ConnectionRefused());
            OutgoingRequestResource other = guest.request("[::1]:1", "/");
            assertThatThrownBy(() -> guest.handler.handle(other, Optional.empty())).isInstanceOf(HttpException.class);
            assertThat(guest.notices).extracting(Denial::remedy)
                    .containsExactly(new Denial.Remedy.Connect("http://[::1]:1"));
        }
    }

    /** What one guest's rules let it connect to serves no other guest, and ends with it. */
    @Test
    void connectionsEndWithTheirGuest() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            while (!connection.head().isEmpty()) {
                connection.say(OK + "Content-Length: 0\r\n\r\n");
            }
        })) {
            try (Guest guest = guest(server)) {
                assertThat(Guest.ok(guest.trailers(guest.send(guest.request(authority(server), "/")).consume())))
                        .isEmpty();
            }
            assertThat(server.awaitEnd()).isEqualTo("served");
        }
    }

    @Test
    void soManyRequestsAtATimeAndNoMore() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> done.await());
                Guest guest = new Guest(sender, 2, "http://127.0.0.1:" + server.port())) {
            FutureIncomingResponseResource first = guest.handler.handle(guest.request(authority(server), "/"),
                    Optional.empty());
            FutureIncomingResponseResource second = guest.handler.handle(guest.request(authority(server), "/"),
                    Optional.empty());
            OutgoingRequestResource third = guest.request(authority(server), "/");
            assertThatThrownBy(() -> guest.handler.handle(third, Optional.empty())).isInstanceOfSatisfying(
                    HttpException.class,
                    e -> assertThat(e.payload()).isEqualTo(new HttpErrorCode.ConnectionLimitReached()));
            first.close();
            second.close();
            done.countDown();
        }
    }
}
