package arcella.shell.internal.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The last lines of a text that goes on. For one thread. */
public final class LastLines implements AutoCloseable {

    private final Deque<String> lines = new ArrayDeque<>();
    private final HeldText.Share share;
    private final long most;

    /**
     * @param share what they cost is taken from; closed with this
     * @param most how many
     */
    public LastLines(HeldText.Share share, long most) {
        this.share = share;
        this.most = most;
    }

    /**
     * Adds one behind the others, in place of the first if there are too many.
     *
     * @throws arcella.error.ArcellaException {@link arcella.shell.ShellError#TOO_MUCH_TEXT}
     */
    public void add(String line) {
        share.add(line);
        lines.add(line);
        if (lines.size() > most) {
            share.remove(lines.remove());
        }
    }

    /** Gives the lines away. */
    public void drain(Consumer<String> to) {
        while (!lines.isEmpty()) {
            String line = lines.remove();
            share.remove(line);
            to.accept(line);
        }
    }

    @Override
    public void close() {
        share.close();
    }
}
