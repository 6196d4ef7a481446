package arcella.wasi.preview2.cli;

import java.util.Objects;
import java.util.Optional;

import arcella.wasi.WasiConfig;

/**
 * The interfaces {@code wasi:cli/terminal-stdin}, {@code terminal-stdout} and {@code terminal-stderr}, with the
 * resources of {@code terminal-input} and {@code terminal-output}. Thread-safe.
 */
public final class Terminals {

    private final WasiConfig config;

    /** Over the streams of {@code config}. */
    public Terminals(WasiConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /** {@code get-terminal-stdin}: present if standard input is a terminal. */
    public Optional<TerminalInput> getTerminalStdin() {
        return config.stdin().terminal() ? Optional.of(new TerminalInput()) : Optional.empty();
    }

    /** {@code get-terminal-stdout}: present if standard output is a terminal. */
    public Optional<TerminalOutput> getTerminalStdout() {
        return config.stdout().terminal() ? Optional.of(new TerminalOutput()) : Optional.empty();
    }

    /** {@code get-terminal-stderr}: present if standard error is a terminal. */
    public Optional<TerminalOutput> getTerminalStderr() {
        return config.stderr().terminal() ? Optional.of(new TerminalOutput()) : Optional.empty();
    }
}
