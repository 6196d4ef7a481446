package arcella.wasi.preview2.keyvalue;

import java.util.Objects;

import arcella.engine.binding.WitError;
import arcella.wasi.keyvalue.KeyValueException;

/** A store refused or failed: the {@code err} of a result. */
public final class StoreFailure extends Exception implements WitError<StoreError> {

    private static final long serialVersionUID = 1L;

    private final transient StoreError error;

    private StoreFailure(StoreError error, KeyValueException cause) {
        super(cause.getMessage(), cause);
        this.error = Objects.requireNonNull(error, "error");
    }

    static StoreFailure of(KeyValueException e) {
        return new StoreFailure(switch (e.reason()) {
            case NO_SUCH_STORE -> new StoreError.NoSuchStore();
            case ACCESS_DENIED -> new StoreError.AccessDenied();
            case OTHER -> new StoreError.Other(e.getMessage());
        }, e);
    }

    @Override
    public StoreError payload() {
        return error;
    }
}
