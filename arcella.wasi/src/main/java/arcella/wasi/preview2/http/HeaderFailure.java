package arcella.wasi.preview2.http;

import java.util.Objects;

import arcella.engine.binding.WitError;

/** Fields were not changed: the {@code err} of a result. No stack trace: it tells of the guest. */
public final class HeaderFailure extends Exception implements WitError<HeaderError> {

    private static final long serialVersionUID = 1L;

    private final transient HeaderError error;

    /** With what the guest is told. */
    public HeaderFailure(HeaderError error) {
        super(String.valueOf(error), null, false, false);
        this.error = Objects.requireNonNull(error, "error");
    }

    @Override
    public HeaderError payload() {
        return error;
    }
}
