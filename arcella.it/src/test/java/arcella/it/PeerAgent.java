package arcella.it;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Loaded into a worker as an agent: tries again and again to reach ALME, as a guest that had taken the process over would,
 * and writes what comes of it to a file. Knows nothing but the JDK.
 */
public final class PeerAgent {

    private static final int ATTEMPTS = 2_400;
    private static final long PAUSE_MILLIS = 50;

    private PeerAgent() {}

    /** Called by the Java machine before the worker's own main; the file is opened while the worker is not sealed yet. */
    public static void premain(String socketAndFile) throws IOException {
        int colon = socketAndFile.indexOf(':');
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socketAndFile.substring(0, colon));
        PrintStream out = new PrintStream(socketAndFile.substring(colon + 1), StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon(true).name("peer").start(() -> tryAgain(address, out));
    }

    private static void tryAgain(UnixDomainSocketAddress address, PrintStream out) {
        String last = "";
        for (int i = 0; i < ATTEMPTS && !last.startsWith("answer"); i++) {
            String outcome = outcome(address);
            if (!outcome.equals(last)) {
                out.println(outcome);
                out.flush();
            }
            last = outcome;
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String outcome(UnixDomainSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(address);
            ByteBuffer length = ByteBuffer.allocate(4);
            while (length.hasRemaining() && channel.read(length) >= 0) {
                // A socket may give less than was asked for.
            }
            byte[] frame = Channels.newInputStream(channel).readNBytes(length.flip().getInt());
            return "answer " + new String(frame, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "failure " + e.getMessage();
        }
    }
}
