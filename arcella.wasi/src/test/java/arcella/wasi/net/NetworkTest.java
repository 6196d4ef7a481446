package arcella.wasi.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.wasi.Denial;
import arcella.wasi.io.Pollable;

@Timeout(120)
class NetworkTest {

    private static final InetAddress FIRST = InetAddress.ofLiteral("93.184.215.14");
    private static final InetAddress SECOND = InetAddress.ofLiteral("2606:2800::1");

    private final List<Denial> told = new ArrayList<>();

    private Network network(NameResolver resolver, String... allow) {
        List<NetworkRule> rules = List.of(allow).stream().map(NetworkRule::parse).toList();
        return new Network(new NetworkRules(rules, List.of()), told::add, 8, resolver);
    }

    private static List<InetAddress> all(NameLookup lookup) throws Exception {
        List<InetAddress> found = new ArrayList<>();
        while (true) {
            Optional<InetAddress> next = Waits.retry(lookup, lookup::next);
            if (next.isEmpty()) {
                return found;
            }
            found.add(next.get());
        }
    }

    private static void fails(NetworkError error, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(NetworkException.class,
                e -> assertThat(e.error()).isEqualTo(error));
    }

    @Test
    void looksUpWithoutHoldingTheGuest() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Network network = network(name -> {
            await(go);
            return List.of(FIRST, SECOND);
        }, "tcp://db.example:5432")) {
            NameLookup lookup = network.lookUp("DB.Example.");
            fails(NetworkError.WOULD_BLOCK, lookup::next);
            assertThat(lookup.ready()).isFalse();
            go.countDown();
            Pollable.awaitAny(List.of(lookup));
            assertThat(all(lookup)).containsExactly(FIRST, SECOND);
            assertThat(lookup.next()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNameIsLookedUpOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Network network = network(name -> List.of(calls.incrementAndGet() == 1 ? FIRST : SECOND), "tcp://*:80")) {
            assertThat(all(network.lookUp("db.example"))).containsExactly(FIRST);
            assertThat(all(network.lookUp("db.example"))).containsExactly(FIRST);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void aNameThatLeadsToThisMachineLeadsNowhere() throws Exception {
        try (Network network = network(_ -> List.of(InetAddress.ofLiteral("127.0.0.1"),
                InetAddress.ofLiteral("fe80::1")), "tcp://*:80", "tcp://db.example:*")) {
            fails(NetworkError.NAME_UNRESOLVABLE, () -> all(network.lookUp("db.example")));
        }
    }

    @Test
    void whoIsUnknownIsUnresolvable() {
        try (Network network = network(name -> {
            throw new UnknownHostException(name);
        }, "tcp://*:80")) {
            fails(NetworkError.NAME_UNRESOLVABLE, () -> all(network.lookUp("db.example")));
        }
    }

    @Test
    void aResolverThatBreaksIsToldAsThat() {
        try (Network network = network(name -> {
            throw new IllegalStateException(name);
        }, "tcp://*:80")) {
            fails(NetworkError.PERMANENT_RESOLVER_FAILURE, () -> all(network.lookUp("db.example")));
        }
    }

    @Test
    void aNameThatNoRuleHasIsDenied() {
        try (Network network = network(_ -> List.of(FIRST), "tcp://db.example:80")) {
            fails(NetworkError.ACCESS_DENIED, () -> network.lookUp("other.example"));
            assertThat(told).containsExactly(new Denial("to look up other.example",
                    new Denial.Remedy.Connect("tcp://other.example:*")));
        }
    }

    @Test
    void anAddressIsAnsweredAsItIsAndOpensNothing() throws Exception {
        try (Network network = network(_ -> List.of())) {
            assertThat(all(network.lookUp("127.0.0.1"))).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
            assertThat(all(network.lookUp("::1"))).containsExactly(InetAddress.ofLiteral("::1"));
            assertThat(all(network.lookUp("::ffff:1.2.3.4"))).containsExactly(InetAddress.ofLiteral("1.2.3.4"));
        }
    }

    @Test
    void otherScriptsBecomeAscii() throws Exception {
        List<String> asked = new ArrayList<>();
        try (Network network = network(name -> {
            asked.add(name);
            return List.of(FIRST);
        }, "tcp://*:80")) {
            all(network.lookUp("b\u00fccher.example"));
            assertThat(asked).containsExactly("xn--bcher-kva.example");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", ".a", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "999.1.1.1", "[::1]",
            "::1%lo", "a b", "a/b", "a:80", "-a", "a-", "a\u0000b", "1::2::3"})
    void whatIsNeitherNameNorAddressIsRefused(String name) {
        try (Network network = network(_ -> List.of(FIRST), "tcp://*:80")) {
            fails(NetworkError.INVALID_ARGUMENT, () -> network.lookUp(name));
            String label = "a".repeat(63);
            fails(NetworkError.INVALID_ARGUMENT, () -> network.lookUp(label + "a"));
            fails(NetworkError.INVALID_ARGUMENT, () -> network.lookUp((label + ".").repeat(4)));
        }
    }

    @Test
    void tooManyLookUpsAreForLater() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Network network = network(_ -> {
            await(go);
            return List.of(FIRST);
        }, "tcp://*:80")) {
            List<NameLookup> started = new ArrayList<>();
            fails(NetworkError.TEMPORARY_RESOLVER_FAILURE, () -> {
                for (int i = 0; i < 1000; i++) {
                    started.add(network.lookUp("a" + i));
                }
            });
            go.countDown();
            for (NameLookup lookup : started) {
                assertThat(all(lookup)).containsExactly(FIRST);
            }
        }
    }
}
