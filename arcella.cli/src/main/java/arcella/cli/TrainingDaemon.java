package arcella.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import arcella.alme.protocol.Alme;
import arcella.alme.protocol.MessagePackReader;
import arcella.alme.protocol.MessagePackWriter;
import arcella.command.Data;

/** Plays a daemon for {@link Training}: answers of the right shapes, and nothing behind them. */
final class TrainingDaemon implements AutoCloseable {

    private static final Data.Fields ROW = Data.fields()
            .put("name", "hello").put("state", "Active").put("size", 24_000).put("since", 1_700_000_000_000L).build();

    private final ServerSocketChannel server;

    TrainingDaemon(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    void start() {
        // No lambda here either: what it takes would be in the cache, and be loaded at every start.
        Runnable work = new Runnable() {
            @Override
            public void run() {
                accept();
            }
        };
        Thread thread = new Thread(work, "training-daemon");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try (SocketChannel channel = server.accept()) {
                serve(channel);
            } catch (IOException _) {
                // A command has gone, or the training is over.
                if (!server.isOpen()) {
                    return;
                }
            }
        }
    }

    private static void serve(SocketChannel channel) throws IOException {
        InputStream in = Channels.newInputStream(channel);
        while (true) {
            byte[] head = in.readNBytes(4);
            if (head.length < 4) {
                return;
            }
            int length = ByteBuffer.wrap(head).getInt();
            Data.Fields frame = MessagePackReader.frame(in.readNBytes(length), 0, length);
            Data answer = answer(frame);
            if (answer instanceof Data.Fields fields) {
                channel.write(ByteBuffer.wrap(MessagePackWriter.frame(fields)));
            }
        }
    }

    private static Data answer(Data.Fields frame) {
        if (frame.values().containsKey("hello")) {
            return Data.fields().put("hello", Alme.VERSION).put("program", "training").put("pid", 1)
                    .put("window", Alme.DEFAULT_WINDOW).build();
        }
        Data.FieldsBuilder answer = Data.fields().put("id", frame.values().getOrDefault("id", Data.of(0)));
        if (frame.values().containsKey("part")) {
            return frame.values().containsKey("end")
                    ? answer.put("success", true).put("message", "installed").put("data", ROW).build() : Data.NONE;
        }
        String command = frame.values().get("cmd") instanceof Data.Text(String text) ? text : "";
        return switch (command) {
            case "verbs" -> answer.put("success", true).put("data", specs()).build();
            case "module:list", "complete" -> answer.put("success", true).put("data", Data.items(List.of(ROW, ROW))).build();
            case "module:install" -> Data.NONE;
            case "module:start" -> answer.put("success", false).put("code", "ARC-2001")
                    .put("message", "there is no module").put("remedy", "install it").build();
            case "log:tail" -> answer.put("success", true).put("data", Data.texts(List.of("a line", "another"))).build();
            default -> answer.put("success", true).put("message", "fine").put("data", ROW).build();
        };
    }

    /** As the daemon's {@code verbs} tells them; written out, for what makes them there has no place in the cache. */
    private static Data specs() {
        Data columns = Data.items(List.of(
                column("name", "plain").build(), column("state", "state").build(), column("size", "bytes").build(),
                column("since", "time").put("wide", true).build()));
        return Data.items(List.of(
                spec("ping", "sheet").put("columns", columns).build(),
                spec("status", "sheet").put("columns", columns).build(),
                spec("module:list", "table").put("columns", columns).build(),
                spec("module:start", "message").put("parameters", Data.items(List.of(
                        parameter("module", "reference").put("what", "module").put("positional", true)
                                .put("required", true).put("repeated", true).build()))).build(),
                spec("module:install", "sheet").put("columns", columns).put("parameters", Data.items(List.of(
                        parameter("file", "upload").put("positional", true).put("required", true).build(),
                        parameter("manifest", "upload").put("beside", "file")
                                .put("besides", Data.texts(List.of("arcella.toml", "{stem}.toml"))).build(),
                        parameter("name", "text").put("label", "NAME").put("letter", "n").build(),
                        parameter("isolation", "choice").put("words", Data.texts(List.of("main", "worker"))).build()))).build(),
                spec("log:tail", "lines").put("parameters", Data.items(List.of(
                        parameter("module", "reference").put("what", "module").put("positional", true).build(),
                        parameter("lines", "whole").put("min", 0).put("max", 10_000).put("letter", "n").build(),
                        parameter("follow", "flag").put("letter", "f").build()))).build()));
    }

    private static Data.FieldsBuilder spec(String name, String shape) {
        return Data.fields().put("name", name).put("summary", "does it").put("description", "More about it.")
                .put("role", "read-only").put("shape", shape).put("examples", Data.texts(List.of(name)));
    }

    private static Data.FieldsBuilder parameter(String name, String kind) {
        return Data.fields().put("name", name).put("help", "what it is").put("kind", kind);
    }

    private static Data.FieldsBuilder column(String key, String format) {
        return Data.fields().put("key", key).put("title", key).put("format", format);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
