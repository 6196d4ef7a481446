package arcella.wasi.preview2.config;

import java.util.Objects;

/** The variant {@code error} of {@code wasi:config/store}. */
public sealed interface ConfigError {

    /** Where the values come from does not answer. */
    record Upstream(String message) implements ConfigError {
        /** Refuses null. */
        public Upstream {
            Objects.requireNonNull(message, "message");
        }
    }

    /** Reading the values failed. */
    record Io(String message) implements ConfigError {
        /** Refuses null. */
        public Io {
            Objects.requireNonNull(message, "message");
        }
    }
}
