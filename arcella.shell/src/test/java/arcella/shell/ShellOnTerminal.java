package arcella.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import arcella.command.Arguments;
import arcella.command.Caller;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Role;
import arcella.command.Verb;

/** Shows the shell on the terminal that this program runs on, for people to look at. Takes a home folder. */
final class ShellOnTerminal {

    private static final InputStream KEYS = new FileInputStream(FileDescriptor.in);
    private static final OutputStream SCREEN = new FileOutputStream(FileDescriptor.out);

    private ShellOnTerminal() {}

    static void main(String[] args) throws Exception {
        TestContainer container = new TestContainer(Path.of(args[0]).toAbsolutePath());
        container.register(TestVerbs.table());
        container.register(TestVerbs.stream(new AtomicInteger()));
        container.register(TestVerbs.sleep(new CountDownLatch(1), new CountDownLatch(1)));
        container.register(TestVerbs.fail());
        container.register(TestVerbs.crash());
        container.register(TestVerbs.say());
        String before = stty("-g").strip();
        stty("raw", "-echo");
        try {
            Verb verb = container.verb("shell");
            verb.run(new Terminal(verb));
        } finally {
            stty(before);
            container.stop();
        }
    }

    private static String stty(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        Process process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    private record Terminal(Verb verb) implements Invocation {

        @Override
        public Arguments arguments() {
            return Arguments.of(verb.spec(), Data.fields()
                    .put("folder", System.getProperty("user.dir"))
                    .build());
        }

        @Override
        public Caller caller() {
            return new Caller(System.getProperty("user.name"), 1, Role.ADMIN, Caller.Origin.INTERNAL);
        }

        @Override
        public InputStream upload(String parameter) {
            throw new IllegalArgumentException(parameter);
        }

        @Override
        public InputStream input() {
            return KEYS;
        }

        @Override
        public void onControl(BiConsumer<String, Data> listener) {
            Thread.ofPlatform().daemon().start(() -> {
                String last = "";
                while (true) {
                    try {
                        String size = stty("size").strip();
                        if (!size.equals(last)) {
                            last = size;
                            String[] numbers = size.split(" ");
                            listener.accept("resize", Data.fields()
                                    .put("rows", Long.parseLong(numbers[0]))
                                    .put("columns", Long.parseLong(numbers[1]))
                                    .put("term", System.getenv().getOrDefault("TERM", "dumb")).build());
                        }
                        Thread.sleep(300);
                    } catch (IOException | InterruptedException e) {
                        return;
                    }
                }
            });
        }

        @Override
        public void progress(String what, long done, long total) {
            // Nothing here takes long.
        }

        @Override
        public void emit(String event, Data data) {
            // Gogo puts streams of its own in the place of System.out.
            try {
                SCREEN.write(((Data.Bytes) data).value());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onCancel(Runnable action) {
            // Ctrl-C is a key here, and nothing else ends the program early.
        }
    }
}
