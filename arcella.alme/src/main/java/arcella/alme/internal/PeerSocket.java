package arcella.alme.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One accepted connection. {@link #close()} may be called by any thread and ends reads and writes in progress. */
interface PeerSocket extends Closeable {

    /** Who is at the other end. */
    Peer peer() throws IOException;

    /** What the peer sends. */
    InputStream input() throws IOException;

    /** What goes to the peer. */
    OutputStream output() throws IOException;
}
