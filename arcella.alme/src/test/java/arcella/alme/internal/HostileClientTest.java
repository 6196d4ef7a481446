package arcella.alme.internal;

import static arcella.alme.internal.RawClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are broken or mean: each hurts itself only. */
@Timeout(240)
class HostileClientTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(600);

    @TempDir
    Path home;

    TestDaemon daemon;

    /** A daemon that takes few at once, and its time: a machine under load is no hostile client. */
    @BeforeEach
    void start() {
        daemon = new TestDaemon(home, options(LONG, LONG, LONG, LONG));
    }

    private static ServerOptions options(Duration hello, Duration frame, Duration idle, Duration stall) {
        return new ServerOptions(20, 8, 40, 256 << 10, hello, frame, idle, stall, LONG);
    }

    /** The daemon again, with times that the test lets pass. */
    private void impatient(Duration hello, Duration frame, Duration idle, Duration stall) {
        daemon.close();
        daemon = new TestDaemon(home, options(hello, frame, idle, stall));
    }

    @AfterEach
    void stop() throws IOException {
        othersAreServed();
        daemon.close();
    }

    private void othersAreServed() throws IOException {
        try (RawClient other = RawClient.greeted(daemon.socket)) {
            other.send(map("id", 1, "cmd", "ping"));
            assertThat(other.answer(1)).containsEntry("success", true);
        }
    }

    @Test
    void aFrameOfTwoGigabytesIsNotWaitedFor() throws IOException {
        for (String length : List.of("7fffffff", "80000000", "ffffffff", "00100001")) {
            try (RawClient client = RawClient.greeted(daemon.socket)) {
                client.raw(HexFormat.of().parseHex(length));
                refused(client, "ARC-3003");
            }
        }
    }

    @Test
    void garbageIsRefused() throws IOException {
        try (RawClient client = new RawClient(daemon.socket)) {
            client.raw("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            refused(client, "ARC-3003");
        }
        for (String frame : List.of("00000000", "00000001c0", "00000003010203", "0000000290c0", "00000004ffffffff")) {
            try (RawClient client = RawClient.greeted(daemon.socket)) {
                client.raw(HexFormat.of().parseHex(frame));
                refused(client, "ARC-3004");
            }
        }
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[200];
            random.nextBytes(bytes);
            bytes[0] = 0;
            bytes[1] = 0;
            bytes[2] = 0;
            bytes[3] = (byte) 196;
            try (RawClient client = RawClient.greeted(daemon.socket)) {
                client.raw(bytes);
                assertThat(client.receive()).containsEntry("success", false);
            }
        }
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        byte[] bomb = new byte[1 << 20];
        Arrays.fill(bomb, (byte) 0x91);
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.raw(new byte[] {0, 0x10, 0, 0});
            client.raw(bomb);
            refused(client, "ARC-3004");
        }
    }

    @Test
    void halfAFrameIsWaitedForOnlySoLong() throws IOException {
        impatient(LONG, SHORT, LONG, LONG);
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.raw(new byte[] {0, 0, 0, 9, (byte) 0x81});
            refused(client, "ARC-3014");
        }
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.raw(new byte[] {0, 0});
        }
    }

    @Test
    void noHelloEndsAConnection() throws IOException {
        impatient(SHORT, LONG, LONG, LONG);
        try (RawClient client = new RawClient(daemon.socket)) {
            refused(client, "ARC-3014");
        }
        impatient(LONG, LONG, LONG, LONG);
    }

    @Test
    void idlenessEndsAConnection() throws IOException {
        impatient(LONG, LONG, SHORT, LONG);
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            refused(client, "ARC-3014");
        }
        impatient(LONG, LONG, LONG, LONG);
    }

    @Test
    void aRequestInFlightIsNotIdle() throws Exception {
        impatient(LONG, LONG, Duration.ofSeconds(2), LONG);
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.send(map("id", 1, "cmd", "test:block"));
            // Longer than an idle connection lives.
            Thread.sleep(3_000);
            client.send(map("id", 2, "cmd", "ping"));
            assertThat(client.answer(2)).containsEntry("success", true);
        }
    }

    @Test
    void anotherVersionIsToldWhichOneIsSpoken() throws IOException {
        try (RawClient client = new RawClient(daemon.socket)) {
            client.send(map("hello", 2));
            Map<String, Object> failure = client.receive();
            assertThat(failure).containsEntry("code", "ARC-3002");
            assertThat((String) failure.get("message")).contains("version 1 of ALME, not 2");
            assertThat(client.ended()).isTrue();
        }
        try (RawClient client = new RawClient(daemon.socket)) {
            client.send(map("id", 1, "cmd", "ping"));
            refused(client, "ARC-3004");
        }
    }

    @Test
    void framesThatBreakTheRulesEndTheConnection() throws IOException {
        for (Map<String, ?> frame : List.of(
                map("cmd", "ping"), map("id", -1, "cmd", "ping"), map("id", "x", "cmd", "ping"))) {
            try (RawClient client = RawClient.greeted(daemon.socket)) {
                client.send(frame);
                refused(client, "ARC-3004");
            }
        }
        for (Map<String, ?> frame : List.of(
                map("id", 1, "cmd", "ping"), map("id", 1, "wave", true), map("id", 1, "part", "x", "data", new byte[1]),
                map("id", 1, "input", new byte[1]), map("id", 1, "credit", -5), map("id", 1, "part", 5))) {
            try (RawClient client = RawClient.greeted(daemon.socket)) {
                client.send(map("id", 1, "cmd", "test:block"));
                client.send(frame);
                refused(client, "ARC-3004");
            }
        }
    }

    @Test
    void aClientThatStopsReadingIsCutOffAndHoldsUpNobody() throws Exception {
        impatient(LONG, LONG, LONG, SHORT);
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.send(map("id", 1, "cmd", "test:stream", "args", map("count", 1_000_000)));
            // Credit without reading: the lie that fills the socket.
            client.send(map("id", 1, "credit", 16 << 20));
            client.send(map("id", 1, "credit", 16 << 20));
            Thread.sleep(200);
            othersAreServed();
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (daemon.log.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(daemon.log).anyMatch(line -> line.contains("did not read"));
            assertThat(daemon.emitted.availablePermits()).isLessThan(3_000);
        }
    }

    @Test
    void aClientThatSendsWithoutCreditIsCutOff() throws Exception {
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.send(map("id", 1, "cmd", "test:never-read", "args", map("file", "f")));
            assertThat(daemon.blocked.await(1, TimeUnit.MINUTES)).isTrue();
            try {
                for (int i = 0; i < 50; i++) {
                    client.send(map("id", 1, "part", "file", "data", new byte[65_536]));
                }
            } catch (IOException _) {
                // Cut off before all was sent: just so.
            }
            refused(client, "ARC-3009");
        }
    }

    @Test
    void goingAwayInTheMiddleOfAFileFailsTheVerb() throws Exception {
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.send(map("id", 1, "cmd", "test:size", "args", map("file", "f")));
            client.send(map("id", 1, "part", "file", "data", new byte[65_536]));
        }
        try (RawClient client = RawClient.greeted(daemon.socket)) {
            client.send(map("id", 1, "cmd", "test:block"));
            assertThat(daemon.blocked.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(daemon.cancelled.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(daemon.interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void requestsAreBoundedPerConnectionAndInAll() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int k = 0; k < 5; k++) {
                RawClient client = RawClient.greeted(daemon.socket);
                clients.add(client);
                for (int id = 0; id < 8; id++) {
                    client.send(map("id", id, "cmd", "test:block"));
                }
                client.send(map("id", 8, "cmd", "ping"));
                assertThat(client.answer(8)).containsEntry("code", "ARC-3007");
            }
            try (RawClient one = RawClient.greeted(daemon.socket)) {
                one.send(map("id", 1, "cmd", "ping"));
                assertThat(one.answer(1)).containsEntry("code", "ARC-3007");
            }
            clients.getFirst().send(map("id", 0, "cancel", true));
            assertThat(clients.getFirst().answer(0)).containsEntry("code", "ARC-3008");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        untilServed();
    }

    @Test
    void aThousandConnectionsLeaveTheOthersTheirs() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try (RawClient first = RawClient.greeted(daemon.socket)) {
            first.send(map("id", 1, "cmd", "test:block"));
            for (int i = 0; i < 1_000; i++) {
                clients.add(new RawClient(daemon.socket));
            }
            for (RawClient client : clients.subList(100, 200)) {
                assertThat(client.receive()).containsEntry("code", "ARC-3005");
            }
            first.send(map("id", 2, "cmd", "ping"));
            assertThat(first.answer(2)).containsEntry("success", true);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        untilServed();
    }

    /** Places given free take a moment. */
    private void untilServed() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            try (RawClient client = RawClient.greeted(daemon.socket)) {
                client.send(map("id", 1, "cmd", "ping"));
                if (client.answer(1).get("success").equals(true) || System.nanoTime() > deadline) {
                    return;
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static void refused(RawClient client, String code) throws IOException {
        assertThat(client.answer(-1)).containsEntry("success", false).containsEntry("code", code).doesNotContainKey("id");
        assertThat(client.ended()).isTrue();
    }
}
