package arcella.wasi.preview2.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on loopback that says exactly the bytes that a test wants. */
final class RawServer implements AutoCloseable {

    /** Serves one connection. */
    @FunctionalInterface
    interface Service {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    /** One connection, as the server sees it. */
    static final class Connection {

        private final InputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Reads up to an empty line; empty if the client is gone. */
        String head() throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                text.append((char) next);
            }
            return text.toString();
        }

        /** Reads up to, and with, a text. */
        String until(String end) throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.indexOf(end) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client is gone after " + text);
                }
                text.append((char) next);
            }
            return text.toString();
        }

        int read() throws IOException {
            return in.read();
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void say(byte[] bytes) throws IOException {
            out.write(bytes);
        }
    }

    private final ServerSocket socket;
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    private RawServer(ServerSocket socket) {
        this.socket = socket;
    }

    static RawServer start(Service service) throws IOException {
        return start("127.0.0.1", service);
    }

    /** Serves at another address of this machine. */
    static RawServer start(String address, Service service) throws IOException {
        return start(new ServerSocket(0, 50, InetAddress.ofLiteral(address)), service);
    }

    /** Serves at a socket of the test's own. */
    static RawServer start(ServerSocket socket, Service service) {
        RawServer server = new RawServer(socket);
        Thread.ofPlatform().daemon().name("raw-server").start(() -> server.accept(service));
        return server;
    }

    private void accept(Service service) {
        while (!socket.isClosed()) {
            try {
                Socket taken = socket.accept();
                Thread.ofPlatform().daemon().name("raw-connection").start(() -> serve(service, taken));
            } catch (IOException e) {
                // The test has ended.
                return;
            }
        }
    }

    private void serve(Service service, Socket taken) {
        try (taken) {
            service.serve(new Connection(taken));
            ended.add("served");
        } catch (IOException | InterruptedException e) {
            ended.add("failed: " + e.getMessage());
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Waits until a connection's service has ended, and says how. */
    String awaitEnd() throws InterruptedException {
        return ended.take();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
