package arcella.wasi.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Why an operation on a socket failed, in the words that every generation of WASI has for it. */
public enum NetworkError {
    /** Nothing better is known. */
    UNKNOWN,
    /** No rule allows it, or the system refuses it. */
    ACCESS_DENIED,
    /** The system cannot do it. */
    NOT_SUPPORTED,
    /** An argument is wrong. */
    INVALID_ARGUMENT,
    /** The system is short of memory. */
    OUT_OF_MEMORY,
    /** The other side did not answer in time. */
    TIMEOUT,
    /** Another operation is under way. */
    CONCURRENCY_CONFLICT,
    /** There is no operation to finish. */
    NOT_IN_PROGRESS,
    /** It would have to wait. */
    WOULD_BLOCK,
    /** The socket is in no state for it. */
    INVALID_STATE,
    /** No more sockets may be open. */
    NEW_SOCKET_LIMIT,
    /** The address is none of this machine's. */
    ADDRESS_NOT_BINDABLE,
    /** Somebody has the address already, or no port is left. */
    ADDRESS_IN_USE,
    /** No way leads there. */
    REMOTE_UNREACHABLE,
    /** Nobody listens there. */
    CONNECTION_REFUSED,
    /** The other side reset the connection. */
    CONNECTION_RESET,
    /** The connection was given up. */
    CONNECTION_ABORTED,
    /** A datagram is larger than one can be. */
    DATAGRAM_TOO_LARGE,
    /** The name has no address that may be told. */
    NAME_UNRESOLVABLE,
    /** The look-up failed, and may work later. */
    TEMPORARY_RESOLVER_FAILURE,
    /** The look-up failed for good. */
    PERMANENT_RESOLVER_FAILURE;

    private final NetworkException failure = new NetworkException(this);

    /** What to throw for it: always the same object, without stack trace. */
    public NetworkException failure() {
        return failure;
    }

    /** What a failure of the JDK's means, which tells most kinds apart by their text only. */
    public static NetworkError of(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return switch (e) {
            case NoRouteToHostException _ -> REMOTE_UNREACHABLE;
            case PortUnreachableException _ -> CONNECTION_REFUSED;
            case BindException _ -> text.contains("in use") ? ADDRESS_IN_USE
                    : text.contains("permission") || text.contains("not permitted") ? ACCESS_DENIED
                            : ADDRESS_NOT_BINDABLE;
            case ConnectException _ -> text.contains("timed out") ? TIMEOUT
                    : text.contains("refused") ? CONNECTION_REFUSED
                            : text.contains("reset") ? CONNECTION_RESET : REMOTE_UNREACHABLE;
            case ClosedChannelException _ -> INVALID_STATE;
            default -> ofText(text);
        };
    }

    private static NetworkError ofText(String text) {
        if (text.contains("reset")) {
            return CONNECTION_RESET;
        }
        if (text.contains("broken pipe") || text.contains("abort")) {
            return CONNECTION_ABORTED;
        }
        if (text.contains("unreachable") || text.contains("no route")) {
            return REMOTE_UNREACHABLE;
        }
        if (text.contains("refused")) {
            return CONNECTION_REFUSED;
        }
        if (text.contains("timed out")) {
            return TIMEOUT;
        }
        if (text.contains("too long") || text.contains("too large")) {
            return DATAGRAM_TOO_LARGE;
        }
        if (text.contains("in use")) {
            return ADDRESS_IN_USE;
        }
        if (text.contains("permission") || text.contains("not permitted")) {
            return ACCESS_DENIED;
        }
        if (text.contains("too many open files")) {
            return NEW_SOCKET_LIMIT;
        }
        if (text.contains("not connected")) {
            return INVALID_STATE;
        }
        if (text.contains("cannot assign")) {
            return ADDRESS_NOT_BINDABLE;
        }
        return text.contains("no buffer space") || text.contains("cannot allocate") ? OUT_OF_MEMORY : UNKNOWN;
    }
}
