package arcella.wasi.preview2.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import arcella.engine.core.Trap;
import arcella.wasi.io.Pollable;

/** The interface {@code wasi:io/poll}. Stateless. */
public final class Poll {

    /**
     * {@code poll}: waits until at least one is ready.
     *
     * @return the indices of all that are ready, in order
     * @throws Trap for an empty list, as the specification demands, and of kind {@code INTERRUPTED} if the thread is
     *     interrupted
     */
    public long[] poll(List<PollableResource> in) {
        if (in.isEmpty()) {
            throw new Trap(Trap.Kind.OTHER, "wasi:io/poll poll of an empty list", List.of());
        }
        List<Pollable> pollables = new ArrayList<>(in.size());
        in.forEach(resource -> pollables.add(resource.pollable()));
        long[] ready = new long[in.size()];
        while (true) {
            try {
                Pollable.awaitAny(pollables);
            } catch (InterruptedException e) {
                throw HostWaits.interrupted("wasi:io/poll poll", e);
            }
            int count = 0;
            for (int i = 0; i < ready.length; i++) {
                if (pollables.get(i).ready()) {
                    ready[count++] = i;
                }
            }
            // What was ready may be so no more: a wall clock can be set back.
            if (count > 0) {
                return Arrays.copyOf(ready, count);
            }
        }
    }
}
