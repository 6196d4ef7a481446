package arcella.wasi.preview2.sockets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.net.NetworkException;
import arcella.wasi.net.UdpStreams;
import arcella.wasi.net.UdpStreams.Received;
import arcella.wasi.preview2.io.PollableResource;
import arcella.wasi.preview2.sockets.Datagrams.IncomingDatagram;

/** The resource {@code incoming-datagram-stream}. Used by one thread at a time. */
@WitName("incoming-datagram-stream")
public final class IncomingDatagramStreamResource implements AutoCloseable {

    /** At most 4 MiB a call, which the guest's memory has to take. */
    private static final int MOST_AT_ONCE = 64;

    private final UdpStreams streams;

    IncomingDatagramStreamResource(UdpStreams streams) {
        this.streams = streams;
    }

    /** {@code receive}: what is there, at most {@code maxResults} (unsigned) and at most 64, without waiting. */
    public List<IncomingDatagram> receive(long maxResults) throws NetworkException {
        int most = maxResults < 0 ? MOST_AT_ONCE : (int) Math.min(maxResults, MOST_AT_ONCE);
        List<IncomingDatagram> received = new ArrayList<>();
        while (received.size() < most) {
            Optional<Received> next;
            try {
                next = streams.next();
            } catch (NetworkException e) {
                if (received.isEmpty()) {
                    throw e;
                }
                // What came before is worth more than the failure, which is over.
                break;
            }
            if (next.isEmpty()) {
                break;
            }
            received.add(new IncomingDatagram(next.get().data(), IpSocketAddress.of(next.get().from())));
        }
        return received;
    }

    /** {@code subscribe}: ready when there is a datagram or a failure. */
    public PollableResource subscribe() {
        return new PollableResource(streams.readable());
    }

    @Override
    public void close() {
        streams.release();
    }
}
