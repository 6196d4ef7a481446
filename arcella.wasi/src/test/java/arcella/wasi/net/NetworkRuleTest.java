package arcella.wasi.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.error.ArcellaException;

class NetworkRuleTest {

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @ParameterizedTest
    @CsvSource({
            "tcp://127.0.0.1:5432, tcp://127.0.0.1:5432",
            "TCP://x:1, ",
            "udp://[2001:DB8::1]:53, udp://[2001:db8::1]:53",
            "tcp://10.0.0.0/8:*, tcp://10.0.0.0/8:*",
            "https://API.example.com, https://api.example.com",
            "http://api.example.com:80/, http://api.example.com",
            "tcp://*:443, tcp://*:443",
            "tcp://localhost:65535, tcp://localhost:65535",
            "http://[0:0::0001]:80, http://[::1]",
            "tcp://[::ffff:127.0.0.1]:80, tcp://127.0.0.1:80",
            "tcp://[2001:DB8:0::/48]:*, tcp://[2001:db8:0::/48]:*"})
    void readsWhatAManifestSays(String text, String shown) {
        if (shown == null) {
            assertThatThrownBy(() -> NetworkRule.parse(text)).isInstanceOf(ArcellaException.class);
        } else {
            assertThat(NetworkRule.parse(text)).hasToString(shown);
            assertThat(NetworkRule.parse(shown)).isEqualTo(NetworkRule.parse(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp://", "tcp://a", "tcp://a:0", "tcp://a:00", "tcp://a:65536", "tcp://a:b", "a:80",
            "ftp://a:80", "tcp://127.1:80", "tcp://2130706433:80", "tcp://0x7f000001:80", "tcp://300.0.0.1:80",
            "tcp://10.0.0.0/33:80", "tcp://[::1/129]:80", "tcp://a/8:80", "tcp://user@a:80", "https://a/path",
            "tcp://[fe80::1%eth0]:80", "tcp://a b:80"})
    void refusesWhatNamesNothing(String text) {
        assertThatThrownBy(() -> NetworkRule.parse(text)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-7005");
    }

    @ParameterizedTest
    @CsvSource({
            "tcp://10.1.0.0/16:*, 10.1.2.3, true",
            "tcp://10.1.0.0/16:*, 10.2.2.3, false",
            "tcp://127.0.0.1:80, 127.0.0.1, true",
            "tcp://127.0.0.1:80, 127.0.0.2, false",
            "tcp://[::1]:80, ::1, true",
            "tcp://[::1]:80, 127.0.0.1, false",
            "tcp://localhost:80, ::1, true",
            "tcp://localhost:80, 127.9.9.9, true",
            "tcp://localhost:80, 10.0.0.1, false",
            "tcp://*:80, 93.184.215.14, true",
            "tcp://*:80, 10.0.0.1, true",
            "tcp://*:80, 127.0.0.1, false",
            "tcp://*:80, ::1, false",
            "tcp://*:80, 0.0.0.0, false",
            "tcp://*:80, 0.1.2.3, false",
            "tcp://*:80, 169.254.169.254, false",
            "tcp://*:80, fe80::1, false",
            "tcp://*:80, 224.0.0.1, false",
            "tcp://*:80, ff02::1, false",
            "tcp://*:80, 255.255.255.255, false",
            "tcp://*:80, ::127.0.0.1, false",
            "tcp://*:80, 64:ff9b::7f00:1, false",
            "tcp://*:80, 64:ff9b::5db8:d70e, true",
            "tcp://*:80, 2002:7f00:1::1, false",
            "tcp://name:80, 93.184.215.14, false",
            "tcp://169.254.169.254:80, 169.254.169.254, true"})
    void meansAnAddressOrNot(String rule, String address, boolean means) {
        assertThat(NetworkRule.parse(rule).matchesAddress(address(address))).isEqualTo(means);
    }

    @ParameterizedTest
    @CsvSource({
            "tcp://*:80, 127.0.0.1, true",
            "tcp://0.0.0.0:80, 0.0.0.0, true",
            "tcp://0.0.0.0:80, 127.0.0.1, true",
            "tcp://0.0.0.0:80, ::1, false",
            "tcp://[::]:80, ::1, true",
            "tcp://127.0.0.1:80, 0.0.0.0, false",
            "tcp://localhost:80, 127.0.0.1, true",
            "tcp://localhost:80, 0.0.0.0, false"})
    void meansAPlaceToListenOrNot(String rule, String address, boolean means) {
        assertThat(NetworkRule.parse(rule).matchesLocal(address(address))).isEqualTo(means);
    }

    @Test
    void writesTheRuleThatWouldAllowAnAddress() {
        for (String literal : new String[] {"::1", "::", "2001:db8::1", "2001:db8::1:0:0:1", "1:0:2:3:4:5:6:7",
                "fe80::", "1:2:3:4:5:6:7:8", "0:1::"}) {
            NetworkRule rule = NetworkRule.of(NetworkRule.Protocol.UDP, address(literal), 53);
            assertThat(rule).hasToString("udp://[" + literal + "]:53");
            assertThat(NetworkRule.parse(rule.toString()).matchesAddress(address(literal))).isTrue();
        }
        assertThat(NetworkRule.of(NetworkRule.Protocol.UDP, address("127.0.0.1"), 53)).hasToString("udp://127.0.0.1:53");
        assertThat(NetworkRule.parse("udp://[0:0:0:0:0:0:0:1]:53").matchesAddress(address("::1"))).isTrue();
    }
}
