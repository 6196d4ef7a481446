package arcella.alme.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketCredentials;

/** A Unix-domain socket by junixsocket, the only library that tells the peer's process id. */
final class UnixListener implements Listener {

    private static final int BACKLOG = 256;

    private final AFUNIXServerSocket server;

    private UnixListener(AFUNIXServerSocket server) {
        this.server = server;
    }

    /** Loads the native library, which takes a tenth of a second and more. */
    static void preload() {
        AFUNIXSocket.isSupported();
    }

    /** Binds to a path where nothing is. */
    static UnixListener bind(Path path) throws IOException {
        AFUNIXServerSocket server = AFUNIXServerSocket.newInstance();
        try {
            server.bind(AFUNIXSocketAddress.of(path), BACKLOG);
            return new UnixListener(server);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public PeerSocket accept() throws IOException {
        return new Accepted(server.accept());
    }

    @Override
    public boolean open() {
        return !server.isClosed();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection. */
    private record Accepted(AFUNIXSocket socket) implements PeerSocket {
        @Override
        public Peer peer() throws IOException {
            AFUNIXSocketCredentials credentials = socket.getPeerCredentials();
            return credentials == null ? new Peer(-1, -1) : new Peer(credentials.getUid(), credentials.getPid());
        }

        @Override
        public InputStream input() throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream output() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
