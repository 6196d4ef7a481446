package arcella.wasi.preview2.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.engine.core.Trap;
import arcella.wasi.WasiConfig;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wasi.preview2.Commands;
import arcella.wasi.preview2.Commands.Outcome;

/** {@code examples/wasi02/http.c}, which makes requests of every kind from the inside, and the server that it needs. */
@Timeout(180)
class HttpGuestTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int LARGE = 5_000_000;

    private RawServer server;

    @BeforeEach
    void serve() throws IOException {
        server = RawServer.start(HttpGuestTest::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static void serve(RawServer.Connection connection) throws IOException, InterruptedException {
        for (String head = connection.head(); !head.isEmpty(); head = connection.head()) {
            String path = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
            switch (path) {
                case "/plain?q=1" -> connection.say("HTTP/1.1 299 Other\r\nX-Twice: 1\r\nx-twice: 2\r\n"
                        + "Connection: keep-alive\r\nContent-Length: 5\r\n\r\nhello");
                case "/head" -> connection.say(OK + "Content-Length: 77\r\n\r\n");
                case "/large" -> {
                    connection.say(OK + "Content-Length: " + LARGE + "\r\n\r\n");
                    connection.say(new byte[LARGE]);
                    connection.say("");
                }
                case "/echo" -> echo(connection);
                case "/length" -> {
                    assertThat(head).contains("\r\nContent-Length: 10\r\n");
                    connection.until("everything");
                    connection.say(OK + "Content-Length: 2\r\n\r\n10");
                }
                case "/fields" -> {
                    connection.say(OK + "X-Field: y\r\n".repeat(100_000) + "Content-Length: 0\r\n\r\n");
                    return;
                }
                case "/silence" -> {
                    // Until the guest has had enough of it.
                    connection.head();
                    return;
                }
                case "/cut" -> {
                    connection.say(OK + "Content-Length: 10\r\n\r\nabc");
                    return;
                }
                default -> connection.say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        }
    }

    private static void echo(RawServer.Connection connection) throws IOException {
        connection.say(OK + "Transfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 3; i++) {
            connection.until("ping");
            connection.say("4\r\npong\r\n");
        }
        assertThat(connection.until("\r\n\r\n").toLowerCase(java.util.Locale.ROOT)).isEqualTo("\r\n0\r\nx-mine: 1\r\n\r\n");
        connection.say("0\r\nX-Sum: 7\r\n\r\n");
    }

    private Outcome run(String... more) {
        String authority = "127.0.0.1:" + server.port();
        List<String> arguments = new java.util.ArrayList<>(List.of("http", authority));
        arguments.addAll(List.of(more));
        return Commands.run(Commands.bytes("http"), WasiConfig.builder().arguments(arguments).network(
                new NetworkRules(List.of(NetworkRule.parse("http://" + authority)), List.of())));
    }

    @Test
    void everythingAGuestCanDoWithRequests() {
        Outcome outcome = run();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo("all as specified\n");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void moreFieldsThanThereMayBeEndTheGuest() {
        assertThatThrownBy(() -> run("fields")).isInstanceOf(Trap.class).hasMessageContaining("65536");
    }

    @Test
    void oneRequestShowsItsStatus() {
        assertThat(run("get", "http").out()).isEqualTo("404\nall as specified\n");
        // No rule allows it encrypted: HTTP-request-denied.
        assertThat(run("get", "https").out()).isEqualTo("1015\nall as specified\n");
    }
}
