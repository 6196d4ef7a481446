package arcella.worker.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrameChannelTest {

    /** One byte, what is sent at one go and not quite, what no socket takes at once, and what grows as it arrives. */
    private static final int[] SIZES = {2, 100, 65_536, 65_537, 3, 1 << 20, 5_000_000, 7};
    private static final int ROUNDS = 3;
    private static final int SENDERS = 2;

    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    @TempDir
    Path folder;

    private SocketChannel one;
    private SocketChannel other;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            one = SocketChannel.open(address);
            other = server.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        one.close();
        other.close();
    }

    /** What both ends send at a time, some threads each, arrives whole, and in the order of its thread. */
    @Test
    void framesOfEverySizeArriveAsTheyWereSent() throws Exception {
        try (FrameChannel left = new FrameChannel(one); FrameChannel right = new FrameChannel(other)) {
            CountDownLatch all = new CountDownLatch(2 * SENDERS * ROUNDS * SIZES.length);
            List<List<byte[]>> atLeft = receive(left, all);
            List<List<byte[]>> atRight = receive(right, all);
            for (FrameChannel channel : List.of(left, right)) {
                for (int sender = 0; sender < SENDERS; sender++) {
                    int number = sender;
                    THREADS.execute(() -> send(channel, number));
                }
            }
            assertThat(all.await(50, TimeUnit.SECONDS)).as("%d frames have not come", all.getCount()).isTrue();
            for (int sender = 0; sender < SENDERS; sender++) {
                assertThat(atLeft.get(sender)).containsExactlyElementsOf(frames(sender));
                assertThat(atRight.get(sender)).containsExactlyElementsOf(frames(sender));
            }
        }
    }

    private static List<List<byte[]>> receive(FrameChannel channel, CountDownLatch all) {
        List<List<byte[]>> bySender = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            bySender.add(new ArrayList<>());
        }
        THREADS.execute(() -> {
            try {
                channel.run(frame -> {
                    bySender.get(frame[0]).add(frame);
                    all.countDown();
                });
            } catch (IOException e) {
                // Closed at the end.
                assertThat(all.getCount()).isZero();
            }
        });
        return bySender;
    }

    private static void send(FrameChannel channel, int sender) {
        try {
            for (byte[] frame : frames(sender)) {
                channel.send(frame);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<byte[]> frames(int sender) {
        Random random = new Random(sender);
        List<byte[]> frames = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int size : SIZES) {
                byte[] frame = new byte[size];
                random.nextBytes(frame);
                frame[0] = (byte) sender;
                frames.add(frame);
            }
        }
        return frames;
    }

    @Test
    void anAnnouncedLengthIsHeldAgainstTheLimit() throws Exception {
        for (int length : new int[] {0, -1, FrameChannel.MAX_FRAME + 1}) {
            one.close();
            other.close();
            java.nio.file.Files.delete(folder.resolve("socket"));
            connect();
            try (FrameChannel channel = new FrameChannel(one)) {
                other.write(ByteBuffer.allocate(4).putInt(length).flip());
                assertThatThrownBy(() -> channel.run(frame -> {})).isInstanceOf(ArcellaException.class)
                        .hasMessageContaining(Integer.toUnsignedString(length));
            }
        }
    }

    @Test
    void aFrameThatIsCutOffIsAnError() throws Exception {
        try (FrameChannel channel = new FrameChannel(one)) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            THREADS.execute(() -> {
                try {
                    channel.run(frame -> {});
                    end.complete(new AssertionError("an end like any other"));
                } catch (IOException e) {
                    end.complete(e);
                }
            });
            other.write(ByteBuffer.allocate(104).putInt(1 << 20).clear());
            other.close();
            assertThat(end.get()).isInstanceOf(EOFException.class);
        }
    }
}
