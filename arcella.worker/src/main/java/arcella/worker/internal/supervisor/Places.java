package arcella.worker.internal.supervisor;

import java.util.function.ToIntFunction;

/** How many workers of groups there may be. Thread-safe. */
final class Places {

    /** Ends a worker in which nothing runs. */
    interface Room {

        /** Waits until its place has been released; says whether there was one. */
        boolean make() throws InterruptedException;
    }

    private final ToIntFunction<String> keptFrom;
    private final Room makeRoom;
    /** Less than none while a worker is there in advance. Guarded by this. */
    private int free;

    /**
     * @param most how many
     * @param keptFrom how many places are kept for others than this group
     * @param makeRoom is asked where none is free
     */
    Places(int most, ToIntFunction<String> keptFrom, Room makeRoom) {
        this.free = most;
        this.keptFrom = keptFrom;
        this.makeRoom = makeRoom;
    }

    /** Takes a place, that of an idle worker if no other is free; says whether there was one. */
    boolean take(String group) throws InterruptedException {
        while (!takeFree(keptFrom.applyAsInt(group))) {
            if (!makeRoom.make()) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean takeFree(int kept) {
        if (free <= kept) {
            return false;
        }
        free--;
        return true;
    }

    /** Takes the place of a worker that is about to go, before it does. */
    synchronized void takeInAdvance() {
        free--;
    }

    synchronized void release() {
        free++;
    }
}
