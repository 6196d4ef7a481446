package arcella.wasi.preview2.config;

import java.util.Objects;

import arcella.engine.binding.WitError;

/** The values could not be had: the {@code err} of a result. */
public final class ConfigFailure extends Exception implements WitError<ConfigError> {

    private static final long serialVersionUID = 1L;

    private final transient ConfigError error;

    /** With what the guest is told. */
    public ConfigFailure(ConfigError error, Throwable cause) {
        super(String.valueOf(error), cause);
        this.error = Objects.requireNonNull(error, "error");
    }

    @Override
    public ConfigError payload() {
        return error;
    }
}
