package arcella.wasi.preview2.sockets;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

import arcella.wasi.net.NetworkError;
import arcella.wasi.net.NetworkException;
import arcella.wasi.preview2.sockets.IpAddress.Ipv4Address;
import arcella.wasi.preview2.sockets.IpAddress.Ipv6Address;

/** The variant {@code ip-socket-address} of {@code wasi:sockets/network}: an address and a port. */
public sealed interface IpSocketAddress {

    /** The record {@code ipv4-socket-address}. */
    record Ipv4SocketAddress(int port, Ipv4Address address) {}

    /** The record {@code ipv6-socket-address}; the flow is not passed on. */
    record Ipv6SocketAddress(int port, long flowInfo, Ipv6Address address, long scopeId) {}

    /** One of IPv4. */
    record Ipv4(Ipv4SocketAddress address) implements IpSocketAddress {}

    /** One of IPv6. */
    record Ipv6(Ipv6SocketAddress address) implements IpSocketAddress {}

    /** As WIT shows an address and a port. */
    static IpSocketAddress of(InetSocketAddress socket) {
        return switch (IpAddress.of(socket.getAddress())) {
            case IpAddress.Ipv4(Ipv4Address address) -> new Ipv4(new Ipv4SocketAddress(socket.getPort(), address));
            case IpAddress.Ipv6(Ipv6Address address) -> new Ipv6(new Ipv6SocketAddress(socket.getPort(), 0, address,
                    socket.getAddress() instanceof Inet6Address six ? Integer.toUnsignedLong(six.getScopeId()) : 0));
        };
    }

    /**
     * As the JDK takes it.
     *
     * @throws NetworkException {@code INVALID_ARGUMENT} for an address of another family, and for an IPv4 address inside
     *     an IPv6 one
     */
    default InetSocketAddress inet(IpAddressFamily family) throws NetworkException {
        return switch (this) {
            case Ipv4(Ipv4SocketAddress socket) -> {
                require(family == IpAddressFamily.IPV4);
                yield new InetSocketAddress(socket.address().inet(), socket.port());
            }
            case Ipv6(Ipv6SocketAddress socket) -> {
                require(family == IpAddressFamily.IPV6 && !socket.address().mapped());
                try {
                    yield new InetSocketAddress(scoped(socket), socket.port());
                } catch (UnknownHostException e) {
                    throw NetworkError.INVALID_ARGUMENT.failure();
                }
            }
        };
    }

    private static InetAddress scoped(Ipv6SocketAddress socket) throws UnknownHostException {
        byte[] bytes = socket.address().bytes();
        return socket.scopeId() == 0 ? InetAddress.getByAddress(bytes)
                : Inet6Address.getByAddress(null, bytes, (int) socket.scopeId());
    }

    private static void require(boolean holds) throws NetworkException {
        if (!holds) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
    }
}
