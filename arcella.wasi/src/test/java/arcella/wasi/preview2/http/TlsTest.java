package arcella.wasi.preview2.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpSender;
import arcella.wasi.preview2.io.OutputStreamResource;

/** Requests over TLS: to whom the certificate belongs and is trusted, and to nobody else. */
@Timeout(180)
class TlsTest {

    @TempDir
    Path folder;

    private static RawServer server(SSLContext context, RawServer.Service service) throws Exception {
        return server(context, "127.0.0.1", service);
    }

    private static RawServer server(SSLContext context, String address, RawServer.Service service) throws Exception {
        return RawServer.start(context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral(address)), service);
    }

    private static OutgoingRequestResource request(Guest guest, String authority) throws Exception {
        OutgoingRequestResource request = guest.request(authority, "/");
        request.setScheme(Optional.of(new Scheme.Https()));
        return request;
    }

    private static RawServer.Service hello(BlockingQueue<String> heads) {
        return connection -> {
            heads.add(connection.head());
            connection.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            connection.head();
        };
    }

    @Test
    void aTrustedServerOfThatNameIsSpokenTo() throws Exception {
        Certificates certificates = Certificates.make(folder, "dns:localhost,ip:127.0.0.1");
        BlockingQueue<String> heads = new LinkedBlockingQueue<>();
        try (RawServer server = server(certificates.server(), hello(heads));
                HttpSender sender = HttpSender.trusting(certificates.client());
                Guest guest = new Guest(sender, "https://localhost:" + server.port(),
                        "https://127.0.0.1:" + server.port())) {
            for (String host : new String[] {"localhost", "127.0.0.1"}) {
                String authority = host + ":" + server.port();
                IncomingResponseResource response = guest.send(request(guest, authority));
                assertThat(response.status()).isEqualTo(200);
                assertThat(Guest.text(response.consume().stream())).isEqualTo("hello");
                assertThat(heads.take()).contains("\r\nHost: " + authority + "\r\n");
            }
        }
    }

    @Test
    void anAddressOfTheNewKindIsInTheCertificateOrRefused() throws Exception {
        for (String holder : new String[] {"::1", "::2"}) {
            Certificates certificates = Certificates.make(
                    Files.createDirectory(folder.resolve(holder.substring(2))), "ip:" + holder);
            BlockingQueue<String> heads = new LinkedBlockingQueue<>();
            try (RawServer server = server(certificates.server(), "::1", hello(heads));
                    HttpSender sender = HttpSender.trusting(certificates.client());
                    Guest guest = new Guest(sender, "https://[::1]:" + server.port())) {
                OutgoingRequestResource request = request(guest, "[::1]:" + server.port());
                if (holder.equals("::1")) {
                    assertThat(guest.send(request).status()).isEqualTo(200);
                    assertThat(heads.take()).contains("\r\nHost: [::1]:" + server.port() + "\r\n");
                } else {
                    assertThat(guest.failure(request)).isEqualTo(new HttpErrorCode.TlsCertificateError());
                    assertThat(heads).as("nothing was said to it").isEmpty();
                }
            }
        }
    }

    @Test
    void bodiesStreamBothWays() throws Exception {
        Certificates certificates = Certificates.make(folder, "ip:127.0.0.1");
        try (RawServer server = server(certificates.server(), connection -> {
            connection.head();
            connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.until("ping");
            connection.say("4\r\npong\r\n");
            connection.until("\r\n0\r\n\r\n");
            connection.say("0\r\nX-Sum: 7\r\n\r\n");
            connection.head();
        });
                HttpSender sender = HttpSender.trusting(certificates.client());
                Guest guest = new Guest(sender, "https://127.0.0.1:" + server.port())) {
            OutgoingRequestResource request = request(guest, "127.0.0.1:" + server.port());
            request.setMethod(new Method.Put());
            OutgoingBodyResource sending = request.body();
            OutputStreamResource out = sending.write();
            FutureIncomingResponseResource future = guest.handler.handle(request, Optional.empty());
            out.blockingWriteAndFlush("ping".getBytes(StandardCharsets.US_ASCII));
            IncomingResponseResource response = Guest.ok(guest.await(future));
            IncomingBodyResource body = response.consume();
            try (var stream = body.stream()) {
                assertThat(stream.blockingRead(100)).asString().isEqualTo("pong");
                out.close();
                guest.types.outgoingBodyFinish(sending, Optional.empty());
                assertThat(Guest.bytes(stream)).isEmpty();
            }
            assertThat(Guest.ok(guest.trailers(body)).orElseThrow().has("x-sum")).isTrue();
        }
    }

    private HttpErrorCode refusal(Certificates certificates, HttpSender sender, String host) throws Exception {
        BlockingQueue<String> heads = new LinkedBlockingQueue<>();
        try (sender; RawServer server = server(certificates.server(), hello(heads));
                Guest guest = new Guest(sender, "https://localhost:" + server.port(),
                        "https://127.0.0.1:" + server.port())) {
            HttpErrorCode code = guest.failure(request(guest, host + ":" + server.port()));
            assertThat(heads).as("nothing was said to it").isEmpty();
            return code;
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        Certificates other = Certificates.make(folder, "dns:other.example,ip:127.0.0.2");
        assertThat(refusal(other, HttpSender.trusting(other.client()), "localhost"))
                .isEqualTo(new HttpErrorCode.TlsCertificateError());
        assertThat(refusal(other, HttpSender.trusting(other.client()), "127.0.0.1"))
                .isEqualTo(new HttpErrorCode.TlsCertificateError());
    }

    @Test
    void anIssuerThatNobodyTrustsIsRefused() throws Exception {
        Certificates mine = Certificates.make(folder, "dns:localhost");
        Certificates other = Certificates.make(Files.createDirectory(folder.resolve("other")), "dns:localhost");
        assertThat(refusal(mine, HttpSender.trusting(other.client()), "localhost"))
                .isEqualTo(new HttpErrorCode.TlsCertificateError());
        assertThat(refusal(mine, HttpSender.create(), "localhost")).isEqualTo(new HttpErrorCode.TlsCertificateError());
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() throws Exception {
        Certificates old = Certificates.make(folder, "dns:localhost", "-startdate", "-10d", "-validity", "5");
        assertThat(refusal(old, HttpSender.trusting(old.client()), "localhost"))
                .isEqualTo(new HttpErrorCode.TlsCertificateError());
    }

    @Test
    void aServerThatSpeaksNoTlsIsAProtocolError() throws Exception {
        try (RawServer plain = RawServer.start(connection -> connection.say("HTTP/1.1 200 OK\r\n\r\n"));
                HttpSender sender = HttpSender.create();
                Guest guest = new Guest(sender, "https://localhost:" + plain.port())) {
            assertThat(guest.failure(request(guest, "localhost:" + plain.port())))
                    .isEqualTo(new HttpErrorCode.TlsProtocolError());
        }
    }
}
