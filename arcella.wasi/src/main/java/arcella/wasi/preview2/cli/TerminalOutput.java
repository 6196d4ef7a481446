package arcella.wasi.preview2.cli;

/** The resource {@code terminal-output} of {@code wasi:cli/terminal-output}: says by being there that a person reads. */
public final class TerminalOutput implements AutoCloseable {

    @Override
    public void close() {
        // Nothing is held.
    }
}
