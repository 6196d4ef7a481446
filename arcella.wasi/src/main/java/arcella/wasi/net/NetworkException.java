package arcella.wasi.net;

import arcella.engine.binding.WitError;

/** An operation on a socket failed. One object per {@link NetworkError}, without stack trace: guests retry in loops. */
public final class NetworkException extends Exception implements WitError<NetworkError> {

    private static final long serialVersionUID = 1L;

    private final NetworkError error;

    NetworkException(NetworkError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    /** Why. */
    public NetworkError error() {
        return error;
    }

    /** Why, as the binding asks for it. */
    @Override
    public NetworkError payload() {
        return error;
    }
}
