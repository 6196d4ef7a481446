package arcella.wasi.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.wasi.Denial;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;
import arcella.wasi.net.TcpSocket.Accepted;

@Timeout(120)
class TcpSocketTest {

    private static final InetSocketAddress ANY_PORT = address("127.0.0.1", 0);

    private final List<Denial> told = new ArrayList<>();
    private final Network network = network(64, "tcp://127.0.0.1:*", "tcp://[::1]:*");

    private Network network(int sockets, String... rules) {
        List<NetworkRule> parsed = Stream.of(rules).map(NetworkRule::parse).toList();
        return new Network(new NetworkRules(parsed, parsed), told::add, sockets, NameResolver.system());
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static void fails(NetworkError error, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(NetworkException.class,
                e -> assertThat(e.error()).isEqualTo(error));
    }

    private TcpSocket listener() throws NetworkException {
        TcpSocket socket = network.tcpSocket(StandardProtocolFamily.INET);
        socket.startBind(ANY_PORT);
        socket.finishBind();
        socket.startListen();
        socket.finishListen();
        return socket;
    }

    private record Pair(TcpConnection client, TcpConnection server, TcpSocket clientSocket, TcpSocket serverSocket) {}

    private Pair pair() throws Exception {
        TcpSocket listener = listener();
        TcpSocket client = network.tcpSocket(StandardProtocolFamily.INET);
        client.startConnect(listener.localAddress());
        TcpConnection connected = Waits.retry(client.pollable(), client::finishConnect);
        Accepted accepted = Waits.retry(listener.pollable(), listener::accept);
        listener.close();
        return new Pair(connected, accepted.connection(), client, accepted.socket());
    }

    private static String read(TcpConnection from, int length) throws Exception {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            done += from.input().blockingRead(bytes, done, length - done);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void write(TcpConnection to, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        to.output().blockingWriteAndFlush(bytes, 0, bytes.length);
    }

    @Test
    void echoes() throws Exception {
        Pair pair = pair();
        write(pair.client, "hello");
        assertThat(read(pair.server, 5)).isEqualTo("hello");
        write(pair.server, "world");
        assertThat(read(pair.client, 5)).isEqualTo("world");
        assertThat(pair.clientSocket.remoteAddress()).isEqualTo(pair.serverSocket.localAddress());
        assertThat(pair.clientSocket.localAddress()).isEqualTo(pair.serverSocket.remoteAddress());
    }

    @Test
    void passesOnMoreThanTheKernelBuffers() throws Exception {
        Pair pair = pair();
        int size = 24 << 20;
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                byte[] bytes = new byte[1 << 16];
                for (int done = 0; done < size;) {
                    Pollable.awaitAny(List.of(pair.client.output().writable()));
                    int most = (int) Math.min(pair.client.output().checkWrite(), Math.min(bytes.length, size - done));
                    for (int i = 0; i < most; i++) {
                        bytes[i] = (byte) ((done + i) * 31 >> 3);
                    }
                    pair.client.output().write(bytes, 0, most);
                    done += most;
                }
                // What is still here goes out before the end does.
                pair.clientSocket.shutdown(false, true);
            } catch (StreamException | NetworkException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        byte[] bytes = new byte[100_000];
        int done = 0;
        while (true) {
            int count;
            try {
                count = pair.server.input().blockingRead(bytes, 0, bytes.length);
            } catch (StreamException e) {
                assertThat(e.failure()).isEmpty();
                break;
            }
            for (int i = 0; i < count; i++) {
                assertThat(bytes[i] == (byte) ((done + i) * 31 >> 3)).isTrue();
            }
            done += count;
        }
        writer.join();
        assertThat(done).isEqualTo(size);
    }

    @Test
    void whatIsWrittenBeforeEverythingIsDroppedArrives() throws Exception {
        Pair pair = pair();
        byte[] bytes = new byte[1 << 16];
        long written = 0;
        GuestOutput output = pair.client.output();
        while (output.checkWrite() > 0) {
            output.write(bytes, 0, bytes.length);
            written += bytes.length;
        }
        assertThat(output.writable().ready()).isFalse();
        pair.clientSocket.close();
        pair.client.release();
        pair.client.release();
        long read = 0;
        while (read < written) {
            read += pair.server.input().blockingRead(bytes, 0, bytes.length);
        }
        assertThatThrownBy(() -> pair.server.input().blockingRead(bytes, 0, 1)).isInstanceOf(StreamException.class);
        assertThat(read).isEqualTo(written);
    }

    @Test
    void shutdownEndsOneDirectionAndMayBeRepeated() throws Exception {
        Pair pair = pair();
        pair.clientSocket.shutdown(false, true);
        pair.clientSocket.shutdown(false, true);
        assertThatThrownBy(() -> pair.client.output().checkWrite()).isInstanceOf(StreamException.class);
        assertThatThrownBy(() -> read(pair.server, 1)).isInstanceOf(StreamException.class);
        write(pair.server, "still");
        assertThat(read(pair.client, 5)).isEqualTo("still");
        pair.clientSocket.shutdown(true, true);
        assertThatThrownBy(() -> read(pair.client, 1)).isInstanceOf(StreamException.class);
    }

    @Test
    void everyFunctionKnowsItsStates() throws Exception {
        TcpSocket socket = network.tcpSocket(StandardProtocolFamily.INET);
        fails(NetworkError.NOT_IN_PROGRESS, socket::finishBind);
        fails(NetworkError.NOT_IN_PROGRESS, socket::finishConnect);
        fails(NetworkError.NOT_IN_PROGRESS, socket::finishListen);
        fails(NetworkError.INVALID_STATE, socket::startListen);
        fails(NetworkError.INVALID_STATE, socket::accept);
        fails(NetworkError.INVALID_STATE, socket::localAddress);
        fails(NetworkError.INVALID_STATE, socket::remoteAddress);
        fails(NetworkError.INVALID_STATE, () -> socket.shutdown(true, true));
        assertThat(socket.pollable().ready()).isTrue();
        socket.startBind(ANY_PORT);
        fails(NetworkError.CONCURRENCY_CONFLICT, () -> socket.startBind(ANY_PORT));
        fails(NetworkError.INVALID_STATE, socket::localAddress);
        socket.finishBind();
        fails(NetworkError.NOT_IN_PROGRESS, socket::finishBind);
        fails(NetworkError.INVALID_STATE, () -> socket.startBind(ANY_PORT));
        assertThat(socket.localAddress().getPort()).isPositive();
        socket.startListen();
        fails(NetworkError.CONCURRENCY_CONFLICT, socket::startListen);
        assertThat(socket.listening()).isFalse();
        socket.finishListen();
        assertThat(socket.listening()).isTrue();
        fails(NetworkError.WOULD_BLOCK, socket::accept);
        fails(NetworkError.INVALID_STATE, () -> socket.startConnect(socket.localAddress()));
        assertThat(socket.pollable().ready()).isFalse();
        socket.close();
        fails(NetworkError.INVALID_STATE, socket::localAddress);
    }

    @Test
    void refusesAddressesThatCannotBe() throws Exception {
        TcpSocket four = network.tcpSocket(StandardProtocolFamily.INET);
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startBind(address("::1", 0)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startBind(address("224.0.0.1", 0)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startBind(address("255.255.255.255", 0)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startConnect(address("127.0.0.1", 0)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startConnect(address("0.0.0.0", 80)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startConnect(address("255.255.255.255", 80)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startConnect(address("239.1.1.1", 80)));
        fails(NetworkError.INVALID_ARGUMENT, () -> four.startConnect(address("::1", 80)));
        // All of that left it as it was.
        four.startBind(ANY_PORT);
        four.finishBind();
        fails(NetworkError.ADDRESS_NOT_BINDABLE, () -> {
            try (Network wide = network(4, "tcp://*:*", "tcp://192.0.2.1:*")) {
                wide.tcpSocket(StandardProtocolFamily.INET).startBind(address("192.0.2.1", 0));
            }
        });
    }

    @Test
    void anAddressInUseIsToldAndAnotherMayBeTried() throws Exception {
        TcpSocket listener = listener();
        TcpSocket second = network.tcpSocket(StandardProtocolFamily.INET);
        InetSocketAddress used = listener.localAddress();
        fails(NetworkError.ADDRESS_IN_USE, () -> second.startBind(used));
        second.startBind(ANY_PORT);
        second.finishBind();
        assertThat(second.localAddress()).isNotEqualTo(used);
    }

    @Test
    void aRefusedConnectionClosesTheSocket() throws Exception {
        TcpSocket listener = listener();
        InetSocketAddress gone = listener.localAddress();
        listener.close();
        TcpSocket socket = network.tcpSocket(StandardProtocolFamily.INET);
        socket.startConnect(gone);
        fails(NetworkError.CONNECTION_REFUSED, () -> Waits.retry(socket.pollable(), socket::finishConnect));
        fails(NetworkError.INVALID_STATE, () -> socket.startConnect(gone));
        fails(NetworkError.INVALID_STATE, () -> socket.options().keepAlive());
        assertThat(socket.pollable().ready()).isTrue();
        assertThat(network.openSockets()).isZero();
    }

    @Test
    void optionsAreKeptClampedAndInherited() throws Exception {
        TcpSocket socket = network.tcpSocket(StandardProtocolFamily.INET);
        TcpOptions options = socket.options();
        fails(NetworkError.INVALID_ARGUMENT, () -> options.keepAliveIdleNanos(0));
        fails(NetworkError.INVALID_ARGUMENT, () -> options.keepAliveCount(0));
        fails(NetworkError.INVALID_ARGUMENT, () -> options.receiveBufferBytes(0));
        fails(NetworkError.INVALID_ARGUMENT, () -> socket.backlog(0));
        options.keepAlive(true);
        options.keepAliveIdleNanos(1);
        options.keepAliveIntervalNanos(-1);
        options.keepAliveCount(Integer.MAX_VALUE * 2L);
        options.sendBufferBytes(-1);
        options.receiveBufferBytes(0x10000);
        assertThat(options.keepAliveIdleNanos()).isEqualTo(1_000_000_000L);
        assertThat(options.keepAliveIntervalNanos()).isEqualTo(32_767_000_000_000L);
        assertThat(options.keepAliveCount()).isEqualTo(127);
        socket.backlog(-1);
        socket.startBind(ANY_PORT);
        socket.finishBind();
        socket.startListen();
        socket.finishListen();
        fails(NetworkError.NOT_SUPPORTED, () -> socket.backlog(1));
        assertThat(options.keepAlive()).isTrue();
        assertThat(options.sendBufferBytes()).isPositive();
        TcpSocket client = network.tcpSocket(StandardProtocolFamily.INET);
        client.startConnect(socket.localAddress());
        Waits.retry(client.pollable(), client::finishConnect);
        fails(NetworkError.INVALID_STATE, () -> client.backlog(5));
        TcpOptions inherited = Waits.retry(socket.pollable(), socket::accept).socket().options();
        assertThat(inherited.keepAlive()).isTrue();
        assertThat(inherited.keepAliveIdleNanos()).isEqualTo(1_000_000_000L);
        assertThat(inherited.keepAliveIntervalNanos()).isEqualTo(options.keepAliveIntervalNanos());
        assertThat(inherited.keepAliveCount()).isEqualTo(127);
    }

    @Test
    void whatNoRuleAllowsIsDenied() throws Exception {
        try (Network closed = network(8)) {
            fails(NetworkError.ACCESS_DENIED, () -> closed.tcpSocket(StandardProtocolFamily.INET));
            fails(NetworkError.ACCESS_DENIED, () -> closed.udpSocket(StandardProtocolFamily.INET));
        }
        NetworkRules client = new NetworkRules(List.of(NetworkRule.parse("tcp://127.0.0.1:9")), List.of());
        try (Network mayConnect = new Network(client, told::add, 8, NameResolver.system())) {
            TcpSocket socket = mayConnect.tcpSocket(StandardProtocolFamily.INET);
            fails(NetworkError.ACCESS_DENIED, () -> socket.startBind(address("127.0.0.1", 8080)));
            fails(NetworkError.ACCESS_DENIED, () -> socket.startConnect(address("127.0.0.1", 10)));
            socket.startBind(ANY_PORT);
            socket.finishBind();
            fails(NetworkError.ACCESS_DENIED, socket::startListen);
        }
        assertThat(told).extracting(Denial::remedy).contains(new Denial.Remedy.Connect("udp://HOST:PORT"),
                new Denial.Remedy.Listen("tcp://127.0.0.1:8080"), new Denial.Remedy.Connect("tcp://127.0.0.1:10"));
    }

    @Test
    void oneSocketTooManyIsRefused() throws Exception {
        try (Network small = network(2, "tcp://127.0.0.1:*", "udp://127.0.0.1:*")) {
            TcpSocket first = small.tcpSocket(StandardProtocolFamily.INET);
            small.tcpSocket(StandardProtocolFamily.INET);
            fails(NetworkError.NEW_SOCKET_LIMIT, () -> small.tcpSocket(StandardProtocolFamily.INET));
            fails(NetworkError.NEW_SOCKET_LIMIT, () -> small.udpSocket(StandardProtocolFamily.INET));
            first.close();
            small.tcpSocket(StandardProtocolFamily.INET);
        }
    }

    @Test
    void acceptingPastTheLimitWaits() throws Exception {
        try (Network small = network(2, "tcp://127.0.0.1:*")) {
            TcpSocket listener = small.tcpSocket(StandardProtocolFamily.INET);
            listener.startBind(ANY_PORT);
            listener.finishBind();
            listener.startListen();
            listener.finishListen();
            TcpSocket client = small.tcpSocket(StandardProtocolFamily.INET);
            client.startConnect(listener.localAddress());
            TcpConnection connection = Waits.retry(client.pollable(), client::finishConnect);
            Pollable.awaitAny(List.of(listener.pollable()));
            fails(NetworkError.NEW_SOCKET_LIMIT, listener::accept);
            write(connection, "early");
            client.close();
            connection.release();
            connection.release();
            assertThat(read(listener.accept().connection(), 5)).isEqualTo("early");
        }
    }

    @Test
    void waitingHearsAnInterruption() throws Exception {
        TcpSocket listener = listener();
        List<Throwable> thrown = new ArrayList<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                Pollable.awaitAny(List.of(listener.pollable()));
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> waiting.join());
        assertThat(thrown).hasSize(1);
        // And the channel survives it.
        TcpSocket client = network.tcpSocket(StandardProtocolFamily.INET);
        client.startConnect(listener.localAddress());
        Waits.retry(client.pollable(), client::finishConnect);
        Waits.retry(listener.pollable(), listener::accept);
    }

    @Test
    void ipv6SocketsTakeNoIpv4() throws Exception {
        TcpSocket socket;
        try {
            socket = network.tcpSocket(StandardProtocolFamily.INET6);
            socket.startBind(address("::1", 0));
        } catch (NetworkException e) {
            // A machine without IPv6 says so.
            assertThat(e.error()).isIn(NetworkError.NOT_SUPPORTED, NetworkError.ADDRESS_NOT_BINDABLE);
            return;
        }
        TcpSocket six = socket;
        fails(NetworkError.CONCURRENCY_CONFLICT, () -> six.startBind(address("127.0.0.1", 0)));
        six.finishBind();
        fails(NetworkError.INVALID_ARGUMENT, () -> six.startConnect(address("127.0.0.1", 80)));
        six.startListen();
        six.finishListen();
        TcpSocket client = network.tcpSocket(StandardProtocolFamily.INET6);
        client.startConnect(six.localAddress());
        TcpConnection connected = Waits.retry(client.pollable(), client::finishConnect);
        Accepted accepted = Waits.retry(six.pollable(), six::accept);
        write(connected, "six");
        assertThat(read(accepted.connection(), 3)).isEqualTo("six");
    }
}
