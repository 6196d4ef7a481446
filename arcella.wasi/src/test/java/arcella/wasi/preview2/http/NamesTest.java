package arcella.wasi.preview2.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpSender;
import arcella.wasi.net.NameResolver;

/** Where a request goes when its host's name leads to several places, or to another one later. */
@Timeout(120)
class NamesTest {

    private static final InetAddress FIRST = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.2");

    private final HttpSender sender = HttpSender.create();

    @AfterEach
    void close() {
        sender.close();
    }

    /** Answers one request and closes the connection, so that the next one needs another. */
    private static RawServer server(InetAddress address, int port, int status) throws Exception {
        return RawServer.start(new ServerSocket(port, 50, address), connection -> {
            connection.head();
            connection.say("HTTP/1.1 " + status + " Here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
    }

    private static int status(Guest guest, String authority) throws Exception {
        IncomingResponseResource response = guest.send(guest.request(authority, "/"));
        int status = response.status();
        assertThat(Guest.bytes(response.consume().stream())).isEmpty();
        return status;
    }

    /** Both addresses are allowed by the rule: it is the first look-up that binds. */
    @Test
    void aNameThatLeadsElsewhereTheSecondTimeStillLeadsToTheFirstPlace() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        NameResolver turning = name -> List.of(asked.getAndIncrement() == 0 ? FIRST : SECOND);
        try (RawServer first = server(FIRST, 0, 201); RawServer second = server(SECOND, first.port(), 202);
                Guest guest = new Guest(sender, 8, turning, "http://localhost:" + first.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(status(guest, "localhost:" + second.port())).isEqualTo(201);
            }
            assertThat(asked).hasValue(1);
        }
    }

    /** What a look-up gives beside the allowed is not connected to, even if it comes first. */
    @Test
    void onlyAllowedAddressesOfANameAreConnectedTo() throws Exception {
        NameResolver both = name -> List.of(SECOND, FIRST);
        try (RawServer first = server(FIRST, 0, 201); RawServer second = server(SECOND, first.port(), 202);
                Guest guest = new Guest(sender, 8, both, "http://two.example:" + first.port(),
                        "http://127.0.0.1:" + second.port())) {
            assertThat(status(guest, "two.example:" + first.port())).isEqualTo(201);
        }
    }

    /** An address that another rule allows, but at another port or by another protocol. */
    @Test
    void anAddressThatIsAllowedForSomethingElseIsProhibited() throws Exception {
        NameResolver own = name -> List.of(FIRST);
        try (RawServer first = server(FIRST, 0, 201);
                Guest guest = new Guest(sender, 8, own, "http://two.example:" + first.port(), "tcp://127.0.0.1:1")) {
            assertThat(guest.failure(guest.request("two.example:" + first.port(), "/")))
                    .isEqualTo(new HttpErrorCode.DestinationIpProhibited());
        }
    }
}
