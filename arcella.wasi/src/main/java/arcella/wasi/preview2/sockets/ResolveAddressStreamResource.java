package arcella.wasi.preview2.sockets;

import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.net.NameLookup;
import arcella.wasi.net.NetworkException;
import arcella.wasi.preview2.io.PollableResource;

/** The resource {@code resolve-address-stream}. Used by one thread at a time. */
@WitName("resolve-address-stream")
public final class ResolveAddressStreamResource implements AutoCloseable {

    private final NameLookup lookup;

    ResolveAddressStreamResource(NameLookup lookup) {
        this.lookup = lookup;
    }

    /** {@code resolve-next-address}: empty after the last one. */
    public Optional<IpAddress> resolveNextAddress() throws NetworkException {
        return lookup.next().map(IpAddress::of);
    }

    /** {@code subscribe}: ready when the answer is known. */
    public PollableResource subscribe() {
        return new PollableResource(lookup);
    }

    @Override
    public void close() {
        lookup.close();
    }
}
