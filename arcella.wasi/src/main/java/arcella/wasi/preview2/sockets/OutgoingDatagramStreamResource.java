package arcella.wasi.preview2.sockets;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.engine.core.Trap;
import arcella.wasi.net.NetworkException;
import arcella.wasi.net.UdpStreams;
import arcella.wasi.preview2.io.PollableResource;
import arcella.wasi.preview2.sockets.Datagrams.OutgoingDatagram;

/** The resource {@code outgoing-datagram-stream}. Used by one thread at a time. */
@WitName("outgoing-datagram-stream")
public final class OutgoingDatagramStreamResource implements AutoCloseable {

    private static final int PERMIT = 64;

    private final UdpStreams streams;
    private final IpAddressFamily family;
    private int permit;

    OutgoingDatagramStreamResource(UdpStreams streams, IpAddressFamily family) {
        this.streams = streams;
        this.family = family;
    }

    /** {@code check-send}: how many datagrams the next {@link #send} may have; 0 for not now. */
    public long checkSend() throws NetworkException {
        permit = 0;
        permit = streams.maySend() ? PERMIT : 0;
        return permit;
    }

    /**
     * {@code send}: answers how many the kernel took; an error only if it was the first that failed.
     *
     * @throws Trap if it is more than {@link #checkSend()} permitted
     */
    public long send(List<OutgoingDatagram> datagrams) throws NetworkException {
        if (datagrams.size() > permit) {
            throw new Trap(Trap.Kind.OTHER, "the guest sent " + datagrams.size()
                    + " datagrams on a stream that had permitted " + permit, List.of());
        }
        permit -= datagrams.size();
        long sent = 0;
        for (OutgoingDatagram datagram : datagrams) {
            try {
                if (!send(datagram)) {
                    break;
                }
            } catch (NetworkException e) {
                if (sent == 0) {
                    throw e;
                }
                // The guest sends the rest again, and is told then.
                break;
            }
            sent++;
        }
        return sent;
    }

    private boolean send(OutgoingDatagram datagram) throws NetworkException {
        Optional<InetSocketAddress> to = Optional.empty();
        if (datagram.remoteAddress().isPresent()) {
            to = Optional.of(datagram.remoteAddress().get().inet(family));
        }
        return streams.send(datagram.data(), to);
    }

    /** {@code subscribe}: ready when {@link #checkSend()} would permit something, or fail. */
    public PollableResource subscribe() {
        return new PollableResource(streams.writable());
    }

    @Override
    public void close() {
        streams.release();
    }
}
