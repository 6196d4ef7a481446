package arcella.wasi.net;

import java.nio.channels.SelectableChannel;
import java.util.function.BooleanSupplier;

import arcella.wasi.io.Pollable;

/**
 * Ready when an attempt on a channel succeeds.
 *
 * @param attempt tries without waiting, on the guest's thread
 */
record SocketPollable(SocketPoller poller, SelectableChannel channel, int operation, BooleanSupplier attempt)
        implements Pollable {

    @Override
    public boolean ready() {
        if (attempt.getAsBoolean()) {
            return true;
        }
        poller.arm(channel, operation);
        return false;
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        Runnable end = poller.subscribe(channel, operation, waker);
        return end::run;
    }
}
