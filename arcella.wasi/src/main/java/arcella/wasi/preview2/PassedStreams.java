package arcella.wasi.preview2;

import java.util.Optional;

import arcella.wasi.io.GuestInput;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.LocalPort;
import arcella.wasi.io.StreamPort;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.OutputStreamResource;

/** The resources of {@code wasi:io/streams} on their way from one guest to another. Stateless. */
public final class PassedStreams {

    private PassedStreams() {}

    /** Whether objects of this class can go from one guest to another: {@code input-stream} and {@code output-stream} only. */
    public static boolean passes(Class<?> type) {
        return type == InputStreamResource.class || type == OutputStreamResource.class;
    }

    /** Whose the stream is, if it has come from another guest itself. */
    public static Optional<StreamPort> from(Object stream) {
        return switch (stream) {
            case InputStreamResource input -> input.input().port();
            case OutputStreamResource output -> output.output().port();
            default -> throw new IllegalArgumentException(stream.getClass() + " is no stream");
        };
    }

    /**
     * A stream for others to use.
     *
     * @param onDrop runs once, when they do not need it any more
     */
    public static LocalPort port(Object stream, Runnable onDrop) {
        return switch (stream) {
            case InputStreamResource input -> LocalPort.of(input.input(), onDrop);
            case OutputStreamResource output -> LocalPort.of(output.output(), onDrop);
            default -> throw new IllegalArgumentException(stream.getClass() + " is no stream");
        };
    }

    /** Nobody needs the stream any more. */
    public static void close(Object stream) {
        switch (stream) {
            case InputStreamResource input -> input.close();
            case OutputStreamResource output -> output.close();
            default -> throw new IllegalArgumentException(stream.getClass() + " is no stream");
        }
    }

    /**
     * A stream of another guest's as a resource of this one.
     *
     * @param type one that {@link #passes}
     * @param onClose runs when this one does not need it any more
     */
    public static Object stream(Class<?> type, StreamPort port, Runnable onClose) {
        return type == InputStreamResource.class ? new InputStreamResource(GuestInput.of(port), onClose)
                : new OutputStreamResource(GuestOutput.of(port), onClose);
    }
}
