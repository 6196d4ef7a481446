package arcella.alme.client;

import arcella.command.Data;

/** Hears what comes before the answer; called on the thread that waits for it. */
public interface AlmeListener {

    /** The request has been sent: input and control events may follow. */
    default void started() {}

    /** One item of a stream. */
    void event(String event, Data data);

    /**
     * How far the daemon is.
     *
     * @param total units in all, -1 if unknown
     */
    void progress(String what, long done, long total);

    /**
     * How much of a file has been sent.
     *
     * @param part the parameter it belongs to
     * @param total its size in bytes
     */
    void sent(String part, long done, long total);
}
