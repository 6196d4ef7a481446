package arcella.wasi.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;

/** The checks on addresses that both kinds of sockets make. */
final class Addresses {

    private Addresses() {}

    static StandardProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    static void requireFamily(InetSocketAddress address, StandardProtocolFamily family) throws NetworkException {
        if (address.getAddress() == null || family(address.getAddress()) != family) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
    }

    /** Refuses groups of machines, and the broadcast address. */
    static void requireUnicast(InetSocketAddress address) throws NetworkException {
        InetAddress inet = address.getAddress();
        byte[] bytes = inet.getAddress();
        boolean broadcast = bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1;
        if (inet.isMulticastAddress() || broadcast) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
    }

    /** Refuses what nobody can be reached at: no port, no address. */
    static void requireRemote(InetSocketAddress address) throws NetworkException {
        if (address.getPort() == 0 || address.getAddress().isAnyLocalAddress()) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
    }
}
