package arcella.wasi.preview2.keyvalue;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import arcella.engine.binding.WitError;

/** A swap was not made: the {@code err} of its result. */
public final class CasFailure extends Exception implements WitError<CasError> {

    private static final long serialVersionUID = 1L;

    private final transient CasError error;

    CasFailure(CasError error, @Nullable StoreFailure cause) {
        super(String.valueOf(error), cause);
        this.error = Objects.requireNonNull(error, "error");
    }

    @Override
    public CasError payload() {
        return error;
    }
}
