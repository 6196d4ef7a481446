package arcella.wasi.preview2.io;

import java.util.Objects;

import arcella.engine.binding.WitError;
import arcella.wasi.io.StreamException;

/** A stream's operation failed: the {@code err} of its result. No stack trace: a stream's end is ordinary. */
public final class StreamFailure extends Exception implements WitError<StreamError> {

    private static final long serialVersionUID = 1L;

    private final transient StreamError error;

    /** With what the guest is told. */
    public StreamFailure(StreamError error) {
        super(String.valueOf(error), null, false, false);
        this.error = Objects.requireNonNull(error, "error");
    }

    static StreamFailure of(StreamException e) {
        return new StreamFailure(e.failure()
                .<StreamError>map(why -> new StreamError.LastOperationFailed(new ErrorResource(why)))
                .orElseGet(StreamError.Closed::new));
    }

    @Override
    public StreamError payload() {
        return error;
    }
}
