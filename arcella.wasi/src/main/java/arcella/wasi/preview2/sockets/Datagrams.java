package arcella.wasi.preview2.sockets;

import java.util.Optional;

/** The records of {@code wasi:sockets/udp}. */
public final class Datagrams {

    private Datagrams() {}

    /** The record {@code incoming-datagram}: what came, and from where. */
    @SuppressWarnings("ArrayRecordComponent")
    public record IncomingDatagram(byte[] data, IpSocketAddress remoteAddress) {}

    /** The record {@code outgoing-datagram}: what to send; where to, unless the stream has one peer. */
    @SuppressWarnings("ArrayRecordComponent")
    public record OutgoingDatagram(byte[] data, Optional<IpSocketAddress> remoteAddress) {}
}
