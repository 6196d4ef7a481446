package arcella.wasi.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses mean this machine, the local link, or many machines at once. */
public final class Locality {

    private Locality() {}

    /**
     * Whether an address means this machine, its link, no machine, or many: those that a name must not lead to.
     * IPv6 addresses with an IPv4 address inside are judged by that.
     */
    public static boolean local(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            // 0.0.0.0/8 is this machine, 240.0.0.0/4 reserved, with the broadcast address at its end.
            return bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0;
        }
        // IPv4-compatible (::/96), NAT64 (64:ff9b::/96) and 6to4 (2002::/16) lead to the IPv4 address inside.
        if (zero(bytes, 0, 12) || bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff
                && (bytes[3] & 0xff) == 0x9b && zero(bytes, 4, 12)) {
            return local(ipv4(bytes, 12));
        }
        return bytes[0] == 0x20 && bytes[1] == 0x02 && local(ipv4(bytes, 2));
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        return InetAddress.ofLiteral((bytes[from] & 0xff) + "." + (bytes[from + 1] & 0xff) + "."
                + (bytes[from + 2] & 0xff) + "." + (bytes[from + 3] & 0xff));
    }
}
