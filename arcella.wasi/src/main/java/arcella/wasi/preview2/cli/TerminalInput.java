package arcella.wasi.preview2.cli;

/** The resource {@code terminal-input} of {@code wasi:cli/terminal-input}: says by being there that a person types. */
public final class TerminalInput implements AutoCloseable {

    @Override
    public void close() {
        // Nothing is held.
    }
}
