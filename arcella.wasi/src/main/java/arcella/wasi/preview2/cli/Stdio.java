package arcella.wasi.preview2.cli;

import java.util.Objects;

import arcella.wasi.WasiConfig;
import arcella.wasi.io.GuestInput;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.OutputStreamResource;

/**
 * The interfaces {@code wasi:cli/stdin}, {@code stdout} and {@code stderr}. Each answer is a stream of its own over the
 * same source or sink; dropping one leaves the others.
 */
public final class Stdio {

    private final WasiConfig config;

    /** Over the streams of {@code config}. */
    public Stdio(WasiConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /** {@code get-stdin}. */
    public InputStreamResource getStdin() {
        return new InputStreamResource(GuestInput.of(config.stdin()));
    }

    /** {@code get-stdout}. */
    public OutputStreamResource getStdout() {
        return new OutputStreamResource(GuestOutput.of(config.stdout()));
    }

    /** {@code get-stderr}. */
    public OutputStreamResource getStderr() {
        return new OutputStreamResource(GuestOutput.of(config.stderr()));
    }
}
