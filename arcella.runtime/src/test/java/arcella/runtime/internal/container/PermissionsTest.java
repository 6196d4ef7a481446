package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;

class PermissionsTest {

    private static Manifest manifest(String network) {
        return ManifestReader.read("[module]\nname = \"m\"\nversion = \"1.0.0\"\n[wasi.network]\n" + network, "arcella.toml");
    }

    @Test
    void theNetworkIsAskedForRuleByRuleAndGrantedInAnySpelling() {
        Manifest manifest = manifest("allow = [\"tcp://10.0.0.7:5432\", \"https://api.example.com:443\"]\n"
                + "listen = [\"udp://*:53\"]\n");
        assertThat(Permissions.asks(manifest))
                .containsExactly("net:tcp://10.0.0.7:5432", "net:https://api.example.com", "listen:udp://*:53");
        Permissions some = Permissions.judge(manifest, List.of("net:https://API.example.com/", "listen:tcp://*:53",
                "net:udp://*:53", "net:no rule"));
        assertThat(some.denied()).containsExactly("net:tcp://10.0.0.7:5432", "listen:udp://*:53");
        assertThat(some.network(manifest))
                .isEqualTo(new NetworkRules(List.of(NetworkRule.parse("https://api.example.com")), List.of()));
        assertThat(Permissions.judge(manifest, List.of()).network(manifest)).isEqualTo(NetworkRules.none());
        assertThat(Permissions.judge(manifest, List.of("all")).network(manifest)).isEqualTo(manifest.wasi().network());
    }

    @Test
    void notesAreSentencesThatFit() {
        Manifest all = isolated("trusted = true\nasync = true\n");
        assertThat(Permissions.judge(all, List.of()).notes(all))
                .contains("runs in a worker: isolation \"main\" needs the grant of trust");
        assertThat(Permissions.judge(all, List.of("trust")).notes(all)).isEmpty();
        Manifest noAsync = isolated("trusted = true\n");
        assertThat(Permissions.judge(noAsync, List.of("trust")).notes(noAsync))
                .containsExactly("runs in a worker: isolation \"main\" needs async = true");
        Manifest none = isolated("");
        assertThat(Permissions.judge(none, List.of()).notes(none)).containsExactly(
                "runs in a worker: isolation \"main\" needs trusted = true, async = true and the grant of trust");
    }

    @Test
    void theLogHasALineForEachAskThatWasDenied() {
        Manifest manifest = isolated("""
                trusted = true
                async = true
                [wasi]
                inherit-env = ["LANG", "PATH"]
                [[wasi.preopen]]
                host = "/etc"
                guest = "/data"
                access = "read-write"
                [[wasi.preopen]]
                host = "own"
                guest = "/own"
                [wasi.network]
                allow = ["tcp://10.0.0.7:5432"]
                [limits]
                sockets = 65
                """);
        String byHand = " with --grant when it is installed, or in a [[grant]] of etc/arcella.toml";
        assertThat(Permissions.judge(manifest, List.of("env:PATH")).warnings(manifest, true, "abc")).containsExactly(
                "asks for trust and was not granted it, so that it runs in a worker: needs the grant trust" + byHand,
                "asks for env:LANG and was not granted it: needs the grant env:LANG" + byHand,
                "asks for write:/etc and was not granted it, so that it has no /data: needs the grant write:/etc" + byHand,
                "asks for net:tcp://10.0.0.7:5432 and was not granted it: needs the grant net:tcp://10.0.0.7:5432" + byHand,
                "asks for limit:sockets and was not granted it, so that the default of 64 holds: needs the grant"
                        + " limit:sockets" + byHand);
        assertThat(Permissions.judge(manifest, List.of()).warnings(manifest, false, "abc")).hasSize(6).allSatisfy(
                line -> assertThat(line).endsWith(" in a [[grant]] of etc/arcella.toml with sha256 = \"abc\""));
        assertThat(Permissions.judge(manifest, List.of("all")).warnings(manifest, true, "abc")).isEmpty();
    }

    private static Manifest isolated(String more) {
        return ManifestReader.read(
                "[module]\nname = \"m\"\nversion = \"1.0.0\"\nisolation = \"main\"\n" + more, "arcella.toml");
    }

    @Test
    void aManifestWithARuleThatIsNoneIsRefused() {
        assertThatThrownBy(() -> manifest("allow = [\"tcp://10.0.0.7\"]\n")).hasMessageContaining("'tcp://10.0.0.7' in 'allow'");
        assertThatThrownBy(() -> manifest("listen = [\"https://a.example\"]\n")).hasMessageContaining("cannot be listened at");
    }
}
