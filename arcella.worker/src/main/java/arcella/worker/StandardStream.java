package arcella.worker;

/** The streams to which a guest writes. */
public enum StandardStream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
}
