package arcella.alme.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client written from {@code docs/ALME.md} alone, as one in another language would be: own frames, own MessagePack, nothing
 * of the server's. Every read ends after ten seconds.
 */
final class RawClient implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 60_000;

    private final SocketChannel channel;

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
    }

    /** Connects and exchanges hellos. */
    static RawClient greeted(Path socket) throws IOException {
        RawClient client = new RawClient(socket);
        client.send(Map.of("hello", 1));
        Map<String, Object> hello = client.receive();
        if (!Long.valueOf(1).equals(hello.get("hello"))) {
            throw new IOException("refused: " + hello);
        }
        return client;
    }

    /** A map with keys in order. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** Sends a frame and tells its length, which is what it costs in credit. */
    int send(Map<String, ?> frame) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        pack(body, frame);
        ByteBuffer bytes = ByteBuffer.allocate(4 + body.size()).order(ByteOrder.BIG_ENDIAN);
        raw(bytes.putInt(body.size()).put(body.toByteArray()).array());
        return body.size();
    }

    void raw(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    Map<String, Object> receive() throws IOException {
        ByteBuffer length = read(4);
        ByteBuffer body = read(length.getInt());
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) unpack(body);
        return map;
    }

    /** The next frame of a request that is its answer; events before it are dropped. */
    Map<String, Object> answer(long id) throws IOException {
        while (true) {
            Map<String, Object> frame = receive();
            if (frame.containsKey("success") && (!frame.containsKey("id") || frame.get("id").equals(id))) {
                return frame;
            }
        }
    }

    /** Whether the daemon has closed the connection and nothing more comes. */
    boolean ended() throws IOException {
        try {
            return channel.read(wait(ByteBuffer.allocate(1))) < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private ByteBuffer wait(ByteBuffer buffer) throws IOException {
        await(SelectionKey.OP_READ);
        return buffer;
    }

    private ByteBuffer read(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer);
            if (read < 0) {
                throw new EOFException();
            }
            if (read == 0) {
                await(SelectionKey.OP_READ);
            }
        }
        return buffer.flip();
    }

    private void await(int operation) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            if (selector.select(PATIENCE_MILLIS) == 0) {
                throw new IOException("the daemon keeps silent");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void pack(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                out.write(0xde);
                number(out, map.size(), 2);
                map.forEach((key, item) -> {
                    pack(out, key);
                    pack(out, item);
                });
            }
            case List<?> list -> {
                out.write(0xdc);
                number(out, list.size(), 2);
                list.forEach(item -> pack(out, item));
            }
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.write(0xda);
                number(out, utf8.length, 2);
                out.writeBytes(utf8);
            }
            case byte[] bytes -> {
                out.write(0xc6);
                number(out, bytes.length, 4);
                out.writeBytes(bytes);
            }
            case Boolean truth -> out.write(truth ? 0xc3 : 0xc2);
            case Number number -> {
                out.write(0xd3);
                number(out, number.longValue(), 8);
            }
            default -> throw new IllegalArgumentException("no MessagePack for " + value);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int shift = 8 * bytes - 8; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    private static Object unpack(ByteBuffer in) {
        int head = in.get() & 0xff;
        if (head < 0x80 || head >= 0xe0) {
            return (long) (byte) head;
        }
        if (head < 0x90) {
            return unpackMap(in, head & 15);
        }
        if (head < 0xa0) {
            return unpackList(in, head & 15);
        }
        if (head < 0xc0) {
            return unpackText(in, head & 31);
        }
        return switch (head) {
            case 0xc0 -> "nil";
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4 -> unpackBytes(in, in.get() & 0xff);
            case 0xc5 -> unpackBytes(in, in.getShort() & 0xffff);
            case 0xc6 -> unpackBytes(in, in.getInt());
            case 0xcb -> in.getDouble();
            case 0xcc -> in.get() & 0xffL;
            case 0xcd -> in.getShort() & 0xffffL;
            case 0xce -> in.getInt() & 0xffff_ffffL;
            case 0xcf, 0xd3 -> in.getLong();
            case 0xd0 -> (long) in.get();
            case 0xd1 -> (long) in.getShort();
            case 0xd2 -> (long) in.getInt();
            case 0xd9 -> unpackText(in, in.get() & 0xff);
            case 0xda -> unpackText(in, in.getShort() & 0xffff);
            case 0xdb -> unpackText(in, in.getInt());
            case 0xdc -> unpackList(in, in.getShort() & 0xffff);
            case 0xdd -> unpackList(in, in.getInt());
            case 0xde -> unpackMap(in, in.getShort() & 0xffff);
            default -> throw new IllegalStateException("unexpected type " + head);
        };
    }

    private static Map<String, Object> unpackMap(ByteBuffer in, int count) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put((String) unpack(in), unpack(in));
        }
        return map;
    }

    private static List<Object> unpackList(ByteBuffer in, int count) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(unpack(in));
        }
        return list;
    }

    private static byte[] unpackBytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static String unpackText(ByteBuffer in, int count) {
        return new String(unpackBytes(in, count), StandardCharsets.UTF_8);
    }
}
