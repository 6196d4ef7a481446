package arcella.worker;

/**
 * What the worker of a group may have. Immutable.
 *
 * @param heapBytes its heap, with the linear memories of its guests; holds from the start of the process to its end
 * @param modules how many instances it may have at a time
 */
public record GroupLimits(long heapBytes, int modules) {

    /** Less heap than this is no room for a worker. */
    public static final long LEAST_HEAP = 32L << 20;

    /** Refuses what no worker could live with. */
    public GroupLimits {
        if (heapBytes < LEAST_HEAP) {
            throw new IllegalArgumentException("heapBytes is " + heapBytes + ", and must be at least " + LEAST_HEAP);
        }
        if (modules < 1) {
            throw new IllegalArgumentException("modules is " + modules + ", and must be at least 1");
        }
    }

    /**
     * The heap in which guests with these limits of memory can all come to them: each has its memory, one at a time also the
     * array from which it grows, and the worker has something for itself.
     *
     * @param memories the limits of each guest
     */
    public static long heapFor(long... memories) {
        long sum = 0;
        long most = 0;
        for (long memory : memories) {
            sum += memory;
            most = Math.max(most, memory);
        }
        return OWN + sum + most;
    }

    /** What a worker needs besides. */
    private static final long OWN = 128L << 20;
}
