package arcella.worker.internal.wire;

/** A piece of work on a stream that another process has: what {@link arcella.wasi.io.StreamPort} can do. */
public enum StreamOp {
    /** Answered with bytes, none if there are none yet. */
    READ,
    /** Answered with how much may be written. */
    ROOM,
    /** Answered when it is done. */
    WRITE,
    /** Answered when it has begun. */
    FLUSH,
    /** Answered with 1 if the stream is ready, else with 0, at once. */
    READY,
    /** Answered when the stream is ready. May be under way beside any other. */
    AWAIT,
    /** The last of all. */
    DROP
}
