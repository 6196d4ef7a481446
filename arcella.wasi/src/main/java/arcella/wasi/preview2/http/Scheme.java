package arcella.wasi.preview2.http;

import java.util.Objects;

import arcella.engine.binding.WitName;

/** The variant {@code scheme}. */
public sealed interface Scheme {

    /** {@code http}. */
    @WitName("HTTP")
    record Http() implements Scheme {}

    /** {@code https}. */
    @WitName("HTTPS")
    record Https() implements Scheme {}

    /** Any other. */
    record Other(String name) implements Scheme {
        /** Refuses null. */
        public Other {
            Objects.requireNonNull(name, "name");
        }
    }
}
