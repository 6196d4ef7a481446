package arcella.wasi.preview2.sockets;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkError;
import arcella.wasi.net.NetworkException;
import arcella.wasi.preview2.io.ErrorResource;

/**
 * The functions of {@code wasi:sockets} that are no methods: {@code network}, {@code instance-network},
 * {@code tcp-create-socket}, {@code udp-create-socket} and {@code ip-name-lookup}. Used by one thread at a time.
 */
public final class SocketInterfaces {

    private final Network network;

    /** Over the network of one instance, which the caller closes. */
    public SocketInterfaces(Network network) {
        this.network = Objects.requireNonNull(network, "network");
    }

    /** {@code instance-network}. */
    public NetworkResource instanceNetwork() {
        return new NetworkResource();
    }

    /** {@code network-error-code}: the code behind a stream's error, if it came from a socket. */
    public Optional<NetworkError> networkErrorCode(ErrorResource err) {
        return err.cause() instanceof IOException e
                ? Optional.of(NetworkError.of(e)).filter(code -> code != NetworkError.UNKNOWN) : Optional.empty();
    }

    /** {@code create-tcp-socket}. */
    public TcpSocketResource createTcpSocket(IpAddressFamily addressFamily) throws NetworkException {
        return new TcpSocketResource(network.tcpSocket(addressFamily.protocol()));
    }

    /** {@code create-udp-socket}. */
    public UdpSocketResource createUdpSocket(IpAddressFamily addressFamily) throws NetworkException {
        return new UdpSocketResource(network.udpSocket(addressFamily.protocol()));
    }

    /**
     * {@code resolve-addresses}: an address is answered as it is; a name is looked up if a rule allows it, and only
     * addresses that the rules let it mean are answered.
     */
    public ResolveAddressStreamResource resolveAddresses(NetworkResource net, String name) throws NetworkException {
        Objects.requireNonNull(net, "net");
        return new ResolveAddressStreamResource(network.lookUp(name));
    }
}
