package arcella.worker.internal.local;

/**
 * What some looks in a row at a thread have seen.
 *
 * <p>A thread that never rests is not easily told from others by its use of the processor: beside many such, or on a machine
 * that others share, that may be next to nothing; and where there is much garbage it waits for half of the time for its
 * collection. So it is asked whether it ran or was about to, and how often it has waited for anything else, more often
 * than garbage was collected; or else, for how much of the time it had a processor or waited for one.
 *
 * @param looks how many looks in a row found it at work
 * @param taskLooks how many found it at the task that it is at, without a pause in between
 * @param task that task's number
 * @param last what the last look saw
 * @param known whether it was found to be endless, and has paused once since at the most
 */
record Stretch(int looks, int taskLooks, int task, Sight last, boolean known) {

    /** So much processor time between two looks is work, whatever it waits for meanwhile. */
    private static final long WORK_NANOS = 10_000_000;

    /** So often between two looks one that is at work may wait for something else. */
    private static final long FEW = 10;

    /** So often a collection of garbage may hold up a thread: for those that want one too, and for the collection itself. */
    private static final long PER_COLLECTION = 2;

    /** Who has a processor, or waits for one, for so much of the time does not rest in its pauses. */
    private static final long BUSY_PERCENT = 70;

    /** So many looks at one task, of which the first is the beginning, tell of a task that may never end. */
    private static final int ENDLESS = 3;

    /** After so many without a pause the next one is forgiven. */
    private static final int FORGIVEN = 6;

    /**
     * What one look sees.
     *
     * @param nanos when, by a clock that only goes forward
     * @param runnable whether it waits for nothing that Java knows of
     * @param runs whether it has a processor or waits for one
     * @param pauses how often it has waited for anything else so far
     * @param usedNanos the processor time that it has used so far
     * @param queuedNanos how long it has waited for a processor so far
     * @param collections how often garbage was collected so far
     */
    record Sight(long nanos, boolean runnable, boolean runs, long pauses, long usedNanos, long queuedNanos, long collections) {

        /** Whether it has wanted a processor for nearly all of the time since. */
        private boolean busySince(Sight before) {
            long wanted = usedNanos + queuedNanos - before.usedNanos - before.queuedNanos;
            return wanted > 0 && wanted >= (nanos - before.nanos) / 100 * BUSY_PERCENT;
        }
    }

    static Stretch begin(Sight sight, int task) {
        int seen = sight.runnable() && sight.runs() ? 1 : 0;
        return new Stretch(seen, seen, task, sight, false);
    }

    /** What a later look makes of it. */
    Stretch look(Sight now, int taskNow) {
        long used = now.usedNanos() - last.usedNanos();
        long paused = now.pauses() - last.pauses();
        boolean unpaused = now.busySince(last) || now.runnable() && (now.runs() || used > 0)
                && paused <= PER_COLLECTION * (now.collections() - last.collections());
        boolean atWork = unpaused || now.runnable() && (used >= WORK_NANOS || now.runs() && paused <= FEW);
        int before = taskNow == task ? taskLooks : 0;
        int same = unpaused ? before + 1 : 0;
        // What has gone on for long is not taken for something else at the first lock that it waits for, nor at one long after.
        boolean forgiven = !unpaused && known && before >= FORGIVEN;
        return new Stretch(atWork || forgiven ? looks + 1 : 0, same, taskNow, now,
                same >= ENDLESS || forgiven || unpaused && known && taskNow == task);
    }

    /** Whether there is anything to go on with. */
    boolean goesOn() {
        return looks > 0;
    }

    /** Whether its task may never end. */
    boolean endless() {
        return task != 0 && known;
    }
}
