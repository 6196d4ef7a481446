package arcella.wasi.preview2.io;

import java.util.Objects;

/** The variant {@code stream-error} of {@code wasi:io/streams}. */
public sealed interface StreamError {

    /** The last operation failed before it was complete; told once, the stream is closed from then on. */
    record LastOperationFailed(ErrorResource error) implements StreamError {
        /** Refuses null. */
        public LastOperationFailed {
            Objects.requireNonNull(error, "error");
        }
    }

    /** The stream can do no more. */
    record Closed() implements StreamError {}
}
