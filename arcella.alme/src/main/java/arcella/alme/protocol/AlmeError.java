package arcella.alme.protocol;

import arcella.error.ErrorCode;

/** The failures of the protocol, its server and its clients. */
public enum AlmeError implements ErrorCode {
    /** No daemon answers at the home's socket. */
    NO_DAEMON(3001),
    /** Client and daemon speak different versions of the protocol. */
    VERSION(3002),
    /** A frame is announced or would be longer than frames may be. */
    FRAME_TOO_LARGE(3003),
    /** A frame that is no MessagePack map, or lacks what it needs. */
    BAD_FRAME(3004),
    /** All connections that the daemon allows are in use. */
    TOO_MANY_CONNECTIONS(3005),
    /** The peer may not manage this container. */
    PEER_REFUSED(3006),
    /** Too many requests at once. */
    BUSY(3007),
    /** The request was cancelled. */
    CANCELLED(3008),
    /** More was sent than the other side had granted. */
    WINDOW_EXCEEDED(3009),
    /** The answer of a verb does not fit into a frame. */
    ANSWER_TOO_LARGE(3010),
    /** No path short enough for a socket. */
    SOCKET_PATH(3011),
    /** Another daemon answers at the socket. */
    DAEMON_RUNS(3012),
    /** The socket cannot be made. */
    SOCKET(3013),
    /** The connection was idle, or its client too slow. */
    TIMEOUT(3014),
    /** The connection ended before the answer. */
    CONNECTION_LOST(3015),
    /** The daemon answered in a way that the client does not understand. */
    BAD_ANSWER(3016),
    /** A file could not be sent to its end. */
    UPLOAD(3017),
    /** The terminal cannot be put to an interactive use. */
    TERMINAL(3018),
    /** The container has not started yet. */
    STARTING(3019);

    private final int number;

    AlmeError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
