package arcella.worker.internal.streams;


import java.util.List;
import java.util.Set;

import arcella.wasi.io.LocalPort;
import arcella.wasi.io.StreamPort;

/** Streams of an instance in the container's own process: by way of the hub. */
public final class HubPassage extends StreamPassage {

    private final StreamHub hub;

    /** By way of this hub. */
    public HubPassage(StreamHub hub) {
        this.hub = hub;
    }

    @Override
    protected long put(StreamPort port, boolean lent) {
        return hub.put(port, lent);
    }

    @Override
    protected long putOn(StreamPort port) {
        return hub.put(port, false);
    }

    @Override
    protected StreamPort taken(long number) {
        return hub.take(number);
    }

    @Override
    protected StreamPort borrowed(long number) {
        return hub.borrow(number);
    }

    @Override
    public void over(long number) {
        hub.over(number);
    }

    /** Whoever works with one here does so on a thread of their own, and none of this process's makes it wait. */
    @Override
    protected void ending(List<LocalPort> left) {
        if (!left.isEmpty()) {
            hub.forget(Set.copyOf(left)::contains);
        }
    }
}
