package arcella.wasi.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;
import arcella.wasi.net.NetworkRule.Protocol;

class NetworkPolicyTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
    private static final InetAddress OTHER = InetAddress.ofLiteral("93.184.215.15");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

    private final List<Denial> told = new ArrayList<>();

    private NetworkPolicy policy(String... allow) {
        return new NetworkPolicy(
                new NetworkRules(Stream.of(allow).map(NetworkRule::parse).toList(), List.of()), told::add);
    }

    @Test
    void allowsNothingByItself() {
        NetworkPolicy policy = policy();
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 80)).isFalse();
        assertThat(policy.mayListen(Protocol.TCP, LOOPBACK, 80)).isFalse();
        assertThat(policy.mayResolve("example.com")).isFalse();
        assertThat(policy.anyAllowed(Protocol.TCP)).isFalse();
    }

    @Test
    void tellsARefusalOnceWithTheGrantThatWouldAllowIt() {
        NetworkPolicy policy = policy();
        for (int i = 0; i < 3; i++) {
            policy.mayConnect(Protocol.TCP, PUBLIC, 80);
            policy.mayListen(Protocol.UDP, LOOPBACK, 53);
        }
        assertThat(told).containsExactly(
                new Denial("to connect to tcp://93.184.215.14:80", new Remedy.Connect("tcp://93.184.215.14:80")),
                new Denial("to listen at udp://127.0.0.1:53", new Remedy.Listen("udp://127.0.0.1:53")));
    }

    @Test
    void knowsProtocolAndPort() {
        NetworkPolicy policy = policy("tcp://93.184.215.14:80");
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 80)).isTrue();
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 81)).isFalse();
        assertThat(policy.mayConnect(Protocol.UDP, PUBLIC, 80)).isFalse();
        assertThat(policy.mayConnect(Protocol.TCP, OTHER, 80)).isFalse();
    }

    @Test
    void aNameMeansTheAddressesOfItsLookUpAndNoOthers() {
        NetworkPolicy policy = policy("tcp://db.example:5432");
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 5432)).isFalse();
        assertThat(policy.mayResolve("db.example")).isTrue();
        assertThat(policy.resolved("db.example", List.of(PUBLIC))).containsExactly(PUBLIC);
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 5432)).isTrue();
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 22)).isFalse();
        assertThat(policy.mayConnect(Protocol.TCP, OTHER, 5432)).isFalse();
    }

    @Test
    void aNameThatLeadsElsewhereTheSecondTimeGivesNothingMore() {
        NetworkPolicy policy = policy("tcp://db.example:5432");
        policy.resolved("db.example", List.of(PUBLIC));
        assertThat(policy.resolved("db.example", List.of(OTHER, LOOPBACK))).containsExactly(PUBLIC);
        assertThat(policy.mayConnect(Protocol.TCP, OTHER, 5432)).isFalse();
        assertThat(policy.mayConnect(Protocol.TCP, LOOPBACK, 5432)).isFalse();
    }

    @Test
    void aNameNeverMeansThisMachineOrItsLink() {
        NetworkPolicy policy = policy("tcp://db.example:5432", "tcp://*:80");
        assertThat(policy.resolved("db.example", List.of(LOOPBACK, METADATA))).isEmpty();
        assertThat(policy.mayConnect(Protocol.TCP, LOOPBACK, 5432)).isFalse();
        assertThat(policy.mayConnect(Protocol.TCP, METADATA, 80)).isFalse();
        assertThat(told).contains(new Denial("to learn that db.example leads to 127.0.0.1",
                new Remedy.Connect("tcp://127.0.0.1:*")));
    }

    @Test
    void localhostAndLiteralAddressesDo() {
        NetworkPolicy policy = policy("tcp://localhost:5432", "tcp://169.254.169.254:80");
        assertThat(policy.resolved("localhost", List.of(LOOPBACK))).containsExactly(LOOPBACK);
        assertThat(policy.mayConnect(Protocol.TCP, LOOPBACK, 5432)).isTrue();
        assertThat(policy.mayConnect(Protocol.TCP, METADATA, 80)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void anHttpRuleOpensNoSockets() {
        NetworkPolicy policy = policy("https://api.example");
        assertThat(policy.mayResolve("api.example")).isTrue();
        policy.resolved("api.example", List.of(PUBLIC));
        assertThat(policy.mayConnect(Protocol.TCP, PUBLIC, 443)).isFalse();
        assertThat(policy.mayConnect(Protocol.HTTPS, PUBLIC, 443)).isTrue();
    }
}
