package arcella.alme.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.alme.protocol.MessagePackWriter;
import arcella.command.Data;

/** What the client makes of daemons that do not greet it. */
class AlmeClientTest {

    private static final long LONG = 60_000;

    @TempDir
    private Path folder;

    /** A client whose daemon wrote those bytes and closed before the client wrote anything. */
    private void connectAfter(byte[] answer) throws Exception {
        Path socket = folder.resolve("alme");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address)) {
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.wrap(answer));
            }
            AlmeClient.connect(client, socket, "test", LONG).close();
        }
    }

    @Test
    void aRefusalThatCameBeforeTheHelloIsWhatTheOperatorReads() {
        byte[] refusal = MessagePackWriter.frame(Data.fields().put("success", false).put("code", "ARC-3006")
                .put("message", "user 2 may not manage this container").put("remedy", "run it as ada").build());
        assertThatThrownBy(() -> connectAfter(refusal))
                .hasMessageContainingAll("ARC-3006", "user 2 may not manage", "run it as ada")
                .hasMessageNotContaining("no daemon");
    }

    @Test
    void aDaemonThatClosesWithoutAWordIsNone() {
        assertThatThrownBy(() -> connectAfter(new byte[0])).hasMessageContainingAll("ARC-3001", "no daemon answers");
    }

    @Test
    void whereNoSocketIsNoDaemonIs() {
        assertThatThrownBy(() -> AlmeClient.connect(folder.resolve("home").resolve("alme"), "test", LONG))
                .hasMessageContainingAll("ARC-3001", "no such socket", "arcella start");
    }
}
