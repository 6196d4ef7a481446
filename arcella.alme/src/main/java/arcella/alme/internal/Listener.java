package arcella.alme.internal;

import java.io.Closeable;
import java.io.IOException;

/** A socket that takes connections. {@link #close()} ends an {@link #accept()} in progress. */
interface Listener extends Closeable {

    /** Waits for the next connection. */
    PeerSocket accept() throws IOException;

    /** Whether it was not closed. */
    boolean open();
}
