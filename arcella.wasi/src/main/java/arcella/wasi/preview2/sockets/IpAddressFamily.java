package arcella.wasi.preview2.sockets;

import java.net.StandardProtocolFamily;

/** The enum {@code ip-address-family}. */
public enum IpAddressFamily {
    /** Four bytes. */
    IPV4,
    /** Sixteen bytes. */
    IPV6;

    StandardProtocolFamily protocol() {
        return switch (this) {
            case IPV4 -> StandardProtocolFamily.INET;
            case IPV6 -> StandardProtocolFamily.INET6;
        };
    }

    static IpAddressFamily of(StandardProtocolFamily family) {
        return family == StandardProtocolFamily.INET ? IPV4 : IPV6;
    }
}
