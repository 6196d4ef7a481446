package arcella.wasi.preview2.sockets;

/** The enum {@code shutdown-type} of {@code wasi:sockets/tcp}. */
public enum ShutdownType {
    /** Nothing more is read. */
    RECEIVE,
    /** Nothing more is written. */
    SEND,
    /** Neither. */
    BOTH
}
