package arcella.wasi.preview2.io;

import java.util.List;
import java.util.Objects;

import arcella.engine.binding.WitName;
import arcella.wasi.io.Pollable;

/** The resource {@code pollable} of {@code wasi:io/poll}. Used by one thread at a time. */
@WitName("pollable")
public final class PollableResource implements AutoCloseable {

    private final Pollable pollable;

    /** Shows a pollable to a guest. */
    public PollableResource(Pollable pollable) {
        this.pollable = Objects.requireNonNull(pollable, "pollable");
    }

    Pollable pollable() {
        return pollable;
    }

    /** {@code ready}: whether it is, without waiting. */
    public boolean ready() {
        return pollable.ready();
    }

    /**
     * {@code block}: waits until it is ready.
     *
     * @throws arcella.engine.core.Trap of kind {@code INTERRUPTED} if the thread is interrupted
     */
    public void block() {
        try {
            Pollable.awaitAny(List.of(pollable));
        } catch (InterruptedException e) {
            throw HostWaits.interrupted("wasi:io/poll pollable.block", e);
        }
    }

    @Override
    public void close() {
        // Subscriptions live only while somebody waits.
    }
}
