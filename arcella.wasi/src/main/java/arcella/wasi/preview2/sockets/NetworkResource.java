package arcella.wasi.preview2.sockets;

import arcella.engine.binding.WitName;

/** The resource {@code network}: stands for what the instance's rules allow, which the sockets themselves ask. */
@WitName("network")
public final class NetworkResource implements AutoCloseable {

    @Override
    public void close() {
        // Nothing is held.
    }
}
