package arcella.wasi.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.wasi.Denial;
import arcella.wasi.io.Pollable;
import arcella.wasi.net.UdpStreams.Received;

@Timeout(120)
class UdpSocketTest {

    private static final InetSocketAddress ANY_PORT = address("127.0.0.1", 0);

    private final List<Denial> told = new ArrayList<>();
    private final Network network = network(List.of("udp://127.0.0.1:*"), List.of("udp://127.0.0.1:*"));

    private Network network(List<String> allow, List<String> listen) {
        return new Network(new NetworkRules(rules(allow), rules(listen)), told::add, 64, NameResolver.system());
    }

    private static List<NetworkRule> rules(List<String> texts) {
        return Stream.of(texts.toArray(String[]::new)).map(NetworkRule::parse).toList();
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

    private static UdpSocket bound(Network network) throws NetworkException {
        UdpSocket socket = network.udpSocket(StandardProtocolFamily.INET);
        socket.startBind(ANY_PORT);
        socket.finishBind();
        return socket;
    }

    private static Received receive(UdpStreams from) throws Exception {
        while (true) {
            Optional<Received> next = from.next();
            if (next.isPresent()) {
                return next.get();
            }
            Pollable.awaitAny(List.of(from.readable()));
        }
    }

    @Test
    void sendsAndReceives() throws Exception {
        UdpSocket a = bound(network);
        UdpSocket b = bound(network);
        UdpStreams toAll = a.stream(Optional.empty());
        UdpStreams toA = b.stream(Optional.of(a.localAddress()));
        assertThat(b.remoteAddress()).isEqualTo(a.localAddress());
        fails(NetworkError.INVALID_STATE, a::remoteAddress);
        assertThat(toA.maySend()).isTrue();
        assertThat(toA.send(new byte[] {1, 2, 3}, Optional.empty())).isTrue();
        Received received = receive(toAll);
        assertThat(received.data()).containsExactly(1, 2, 3);
        assertThat(received.from()).isEqualTo(b.localAddress());
        assertThat(toAll.send(new byte[0], Optional.of(received.from()))).isTrue();
        assertThat(receive(toA).data()).isEmpty();
        assertThat(toA.next()).isEmpty();
    }

    @Test
    void largestAndLargerDatagrams() throws Exception {
        UdpSocket a = bound(network);
        UdpStreams toAll = a.stream(Optional.empty());
        a.receiveBufferBytes(1 << 20);
        a.sendBufferBytes(1 << 20);
        Optional<InetSocketAddress> self = Optional.of(a.localAddress());
        assertThat(toAll.send(new byte[65_507], self)).isTrue();
        assertThat(receive(toAll).data()).hasSize(65_507);
        fails(NetworkError.DATAGRAM_TOO_LARGE, () -> toAll.send(new byte[65_508], self));
        fails(NetworkError.DATAGRAM_TOO_LARGE, () -> toAll.send(new byte[70_000], self));
    }

    @Test
    void aPeerIsTheOnlyOneHeardAndSpokenTo() throws Exception {
        UdpSocket a = bound(network);
        UdpSocket b = bound(network);
        UdpSocket stranger = bound(network);
        UdpStreams early = a.stream(Optional.empty());
        // This waits in the kernel before the peer is chosen.
        stranger.stream(Optional.empty()).send(new byte[] {9}, Optional.of(a.localAddress()));
        Pollable.awaitAny(List.of(early.readable()));
        UdpStreams toB = a.stream(Optional.of(b.localAddress()));
        UdpStreams fromB = b.stream(Optional.empty());
        fails(NetworkError.INVALID_ARGUMENT, () -> toB.send(new byte[1], Optional.of(stranger.localAddress())));
        fromB.send(new byte[] {7}, Optional.of(a.localAddress()));
        assertThat(receive(toB).data()).containsExactly(7);
        fails(NetworkError.INVALID_STATE, early::next);
        fails(NetworkError.INVALID_STATE, early::maySend);
        // Back to all: the socket keeps its port.
        InetSocketAddress before = a.localAddress();
        UdpStreams again = a.stream(Optional.empty());
        assertThat(a.localAddress()).isEqualTo(before);
        stranger.stream(Optional.empty()).send(new byte[] {8}, Optional.of(before));
        assertThat(receive(again).data()).containsExactly(8);
    }

    @Test
    void everyFunctionKnowsItsStates() throws Exception {
        UdpSocket socket = network.udpSocket(StandardProtocolFamily.INET);
        fails(NetworkError.NOT_IN_PROGRESS, socket::finishBind);
        fails(NetworkError.INVALID_STATE, () -> socket.stream(Optional.empty()));
        fails(NetworkError.INVALID_STATE, socket::localAddress);
        fails(NetworkError.INVALID_ARGUMENT, () -> socket.startBind(address("::1", 0)));
        socket.startBind(ANY_PORT);
        fails(NetworkError.CONCURRENCY_CONFLICT, () -> socket.startBind(ANY_PORT));
        fails(NetworkError.INVALID_STATE, () -> socket.stream(Optional.empty()));
        socket.finishBind();
        fails(NetworkError.INVALID_STATE, () -> socket.startBind(ANY_PORT));
        UdpSocket second = network.udpSocket(StandardProtocolFamily.INET);
        fails(NetworkError.ADDRESS_IN_USE, () -> second.startBind(socket.localAddress()));
        UdpStreams streams = socket.stream(Optional.empty());
        fails(NetworkError.INVALID_ARGUMENT, () -> streams.send(new byte[1], Optional.empty()));
        fails(NetworkError.INVALID_ARGUMENT, () -> streams.send(new byte[1], Optional.of(ANY_PORT)));
        fails(NetworkError.INVALID_ARGUMENT, () -> streams.send(new byte[1], Optional.of(address("0.0.0.0", 9))));
        fails(NetworkError.INVALID_ARGUMENT, () -> streams.send(new byte[1], Optional.of(address("::1", 9))));
        fails(NetworkError.INVALID_ARGUMENT, () -> socket.stream(Optional.of(ANY_PORT)));
        fails(NetworkError.INVALID_ARGUMENT, () -> socket.sendBufferBytes(0));
        socket.close();
        streams.release();
        assertThat(network.openSockets()).isEqualTo(2);
        streams.release();
        assertThat(network.openSockets()).isEqualTo(1);
        fails(NetworkError.INVALID_STATE, streams::next);
    }

    @Test
    void sendingAndListeningAreGrantedApart() throws Exception {
        UdpSocket server = bound(network);
        UdpSocket stranger = bound(network);
        UdpStreams fromServer = server.stream(Optional.empty());
        int port = server.localAddress().getPort();
        try (Network client = network(List.of("udp://127.0.0.1:" + port), List.of())) {
            UdpSocket socket = client.udpSocket(StandardProtocolFamily.INET);
            fails(NetworkError.ACCESS_DENIED, () -> socket.startBind(address("127.0.0.1", 5353)));
            socket.startBind(ANY_PORT);
            socket.finishBind();
            UdpStreams streams = socket.stream(Optional.empty());
            fails(NetworkError.ACCESS_DENIED, () -> streams.send(new byte[1], Optional.of(stranger.localAddress())));
            fails(NetworkError.ACCESS_DENIED, () -> socket.stream(Optional.of(stranger.localAddress())));
            // One that may only send hears those it may send to, and nobody else.
            stranger.stream(Optional.empty()).send(new byte[] {6}, Optional.of(socket.localAddress()));
            fromServer.send(new byte[] {5}, Optional.of(socket.localAddress()));
            assertThat(receive(streams).data()).containsExactly(5);
        }
        try (Network closed = network(List.of(), List.of())) {
            fails(NetworkError.ACCESS_DENIED, () -> closed.udpSocket(StandardProtocolFamily.INET));
        }
        assertThat(told).extracting(Denial::remedy).contains(new Denial.Remedy.Listen("udp://127.0.0.1:5353"))
                .noneMatch(remedy -> remedy.toString().contains("[6]"));
    }
}
