package arcella.worker.internal.wire;

/**
 * What came of a {@link StreamOp}.
 *
 * @param state how it went
 * @param value the number that answers, if one does
 * @param bytes those that were read, if it was that
 * @param why a failure in words
 */
public record StreamAnswer(State state, long value, byte[] bytes, String why) {

    private static final byte[] NOTHING = {};

    /** How it went. */
    public enum State {
        /** It was done. */
        DONE,
        /** The stream is closed, or gone. */
        CLOSED,
        /** The stream failed. */
        FAILED
    }

    /** It was done, and there is no more to say than a number. */
    public static StreamAnswer done(long value) {
        return new StreamAnswer(State.DONE, value, NOTHING, "");
    }

    /** Bytes were read. */
    public static StreamAnswer read(byte[] bytes) {
        return new StreamAnswer(State.DONE, 0, bytes, "");
    }

    /** There is no such stream any more, or it is closed. */
    public static StreamAnswer closed() {
        return new StreamAnswer(State.CLOSED, 0, NOTHING, "");
    }

    /** The stream failed. */
    public static StreamAnswer failed(String why) {
        return new StreamAnswer(State.FAILED, 0, NOTHING, why);
    }
}
