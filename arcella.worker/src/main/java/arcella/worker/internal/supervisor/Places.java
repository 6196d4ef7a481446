package arcella.worker.internal.supervisor;

import java.util.concurrent.Semaphore;

/** How many workers of groups there may be. Thread-safe. */
final class Places {

    /** Ends a worker in which nothing runs. */
    interface Room {

        /** Waits until its place has been released; says whether there was one. */
        boolean make() throws InterruptedException;
    }

    private final Semaphore free;
    private final Room makeRoom;

    /**
     * @param most how many
     * @param makeRoom is asked where none is free
     */
    Places(int most, Room makeRoom) {
        this.free = new Semaphore(most);
        this.makeRoom = makeRoom;
    }

    /** Takes a place, that of an idle worker if no other is free; says whether there was one. */
    boolean take() throws InterruptedException {
        while (!free.tryAcquire()) {
            if (!makeRoom.make()) {
                return false;
            }
        }
        return true;
    }

    void release() {
        free.release();
    }
}
