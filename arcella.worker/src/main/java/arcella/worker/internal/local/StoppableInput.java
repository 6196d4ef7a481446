package arcella.worker.internal.local;

import java.io.IOException;
import java.util.List;

import arcella.wasi.io.InputSource;
import arcella.wasi.io.Pollable;

/** An input that comes to its end when a signal is raised, even under a reader who waits. */
record StoppableInput(InputSource source, Signal stop) implements InputSource {

    @Override
    public int read(byte[] target, int offset, int length) throws IOException, InterruptedException {
        Pollable.awaitAny(List.of(stop, source.readable()));
        return stop.ready() ? -1 : source.read(target, offset, length);
    }

    @Override
    public Pollable readable() {
        return new Either(stop, source.readable());
    }

    @Override
    public boolean terminal() {
        return source.terminal();
    }

    /** Ready when one of two is. */
    private record Either(Pollable one, Pollable other) implements Pollable {
        @Override
        public boolean ready() {
            return one.ready() || other.ready();
        }

        @Override
        public Subscription subscribe(Runnable waker) {
            Subscription first = one.subscribe(waker);
            Subscription second = other.subscribe(waker);
            return () -> {
                first.close();
                second.close();
            };
        }

        @Override
        public long waitNanos() {
            return Math.min(one.waitNanos(), other.waitNanos());
        }
    }
}
