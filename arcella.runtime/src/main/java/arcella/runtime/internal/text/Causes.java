package arcella.runtime.internal.text;

import java.util.Optional;

import arcella.error.ArcellaException;

/** Finds what an exception is about. */
public final class Causes {

    private Causes() {}

    /** The first coded failure among an exception and its causes. */
    public static Optional<ArcellaException> coded(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArcellaException coded) {
                return Optional.of(coded);
            }
        }
        return Optional.empty();
    }
}
