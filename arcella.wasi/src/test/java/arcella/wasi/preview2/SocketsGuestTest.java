package arcella.wasi.preview2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.engine.core.Trap;
import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;
import arcella.wasi.WasiConfig;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;
import arcella.wasi.preview2.Commands.Outcome;

/** A guest that is server and client, looks names up, and tries what it may not. */
@Timeout(120)
class SocketsGuestTest {

    private final List<Denial> notices = new ArrayList<>();

    private Outcome run(NetworkRules rules) {
        return Commands.run(Commands.bytes("sockets"), WasiConfig.builder().network(rules).notices(notices::add));
    }

    private static List<NetworkRule> rules(String... texts) {
        return Stream.of(texts).map(NetworkRule::parse).toList();
    }

    @Test
    void serverClientDatagramsLookUpsAndRefusals() {
        Outcome outcome = run(new NetworkRules(rules("tcp://127.0.0.1:*", "udp://127.0.0.1:*", "tcp://localhost:1"),
                rules("tcp://127.0.0.1:*")));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo("all as specified\n");
        assertThat(outcome.code()).isZero();
        assertThat(notices).hasSize(5).extracting(Denial::remedy)
                .contains(new Remedy.Connect("tcp://127.0.0.2:9"), new Remedy.Connect("tcp://192.0.2.1:80"),
                        new Remedy.Listen("tcp://0.0.0.0:8080"), new Remedy.Connect("tcp://elsewhere.example:*"))
                .anyMatch(remedy -> remedy.toString().contains("udp://127.0.0.2:"));
    }

    @Test
    void withoutARuleNothingGoes() {
        // The guest goes on with sockets that it did not get, and traps.
        assertThatThrownBy(() -> run(NetworkRules.none())).isInstanceOf(Trap.class);
        assertThat(notices).extracting(Denial::remedy).contains(new Remedy.Connect("tcp://HOST:PORT"));
    }
}
