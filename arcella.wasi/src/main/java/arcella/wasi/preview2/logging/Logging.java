package arcella.wasi.preview2.logging;

import java.util.Objects;

/** The interface {@code wasi:logging/logging}. As thread-safe as its sink. */
public final class Logging {

    private final LogSink sink;

    /** Logs to a sink. */
    public Logging(LogSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    /** {@code log}. */
    public void log(Level level, String context, String message) {
        sink.log(level, context, message);
    }
}
