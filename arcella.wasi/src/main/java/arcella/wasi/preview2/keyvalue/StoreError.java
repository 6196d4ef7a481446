package arcella.wasi.preview2.keyvalue;

import java.util.Objects;

import arcella.engine.binding.WitName;

/** The variant {@code error} of {@code wasi:keyvalue/store}. */
@WitName("error")
public sealed interface StoreError {

    /** There is no such bucket. */
    record NoSuchStore() implements StoreError {}

    /** The bucket is not for this guest. */
    record AccessDenied() implements StoreError {}

    /** Anything else, for people. */
    record Other(String message) implements StoreError {
        /** Refuses null. */
        public Other {
            Objects.requireNonNull(message, "message");
        }
    }
}
