package arcella.wasi.preview2.io;

import java.util.List;

import arcella.engine.core.Trap;

/** Host functions that wait, and the interruption that ends the wait. */
public final class HostWaits {

    private HostWaits() {}

    /**
     * What to throw when a guest's thread was interrupted in a host function: a trap, as the engine throws one for its
     * own interruptions. Leaves the thread marked, as those do.
     *
     * @param function the function in which it waited, for the message
     */
    public static Trap interrupted(String function, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new Trap(Trap.Kind.INTERRUPTED, "the guest was interrupted in " + function, List.of(), cause);
    }
}
