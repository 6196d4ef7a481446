package arcella.worker.internal.local;

import arcella.worker.internal.local.ThreadTime.Doing;

/**
 * Some looks in a row at a thread that ran, or was about to, at each of them, and hardly paused in between. How much of a
 * processor it had is not asked: beside many others, or on a machine that others share, that may be next to nothing.
 *
 * @param looks how many
 * @param taskLooks how many of them at the task that it is at
 * @param task that task's number
 * @param pauses how often it had paused by the last look
 * @param missed whether it paused at the last look, for once
 */
record Stretch(int looks, int taskLooks, int task, long pauses, boolean missed) {

    /** So often between two looks a lock or a garbage collection may hold up what never rests. */
    private static final long FEW = 10;

    /** So many looks at one task tell of a task that may never end. */
    private static final int ENDLESS = 5;

    static Stretch begin(Doing doing, int task) {
        return new Stretch(doing.runs() ? 1 : 0, doing.runs() ? 1 : 0, task, doing.pauses(), false);
    }

    /** What a later look makes of it: it goes on, or another one begins. */
    Stretch look(Doing doing, int taskNow) {
        int same = taskNow == task ? taskLooks : 0;
        if (doing.runs() && doing.pauses() - pauses <= FEW) {
            return new Stretch(looks + 1, same + 1, taskNow, doing.pauses(), false);
        }
        // What has gone on for long is not taken for something else at the first lock that it waits for.
        return same >= ENDLESS && !missed ? new Stretch(looks, same, taskNow, doing.pauses(), true) : begin(doing, taskNow);
    }

    /** Whether there is anything to go on with. */
    boolean goesOn() {
        return looks > 0;
    }

    /** Whether its task may never end. */
    boolean endless() {
        return task != 0 && taskLooks >= ENDLESS;
    }
}
