package arcella.wasi.preview2.keyvalue;

import java.util.Objects;

/** The variant {@code cas-error} of {@code wasi:keyvalue/atomics}. */
public sealed interface CasError {

    /** The store refused or failed. */
    record StoreError(arcella.wasi.preview2.keyvalue.StoreError error) implements CasError {
        /** Refuses null. */
        public StoreError {
            Objects.requireNonNull(error, "error");
        }
    }

    /** Somebody wrote in between: the key as it is now, to try again with. */
    record CasFailed(CasResource cas) implements CasError {
        /** Refuses null. */
        public CasFailed {
            Objects.requireNonNull(cas, "cas");
        }
    }
}
