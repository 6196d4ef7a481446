package arcella.wasi.fs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import arcella.wasi.Denial;
import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;

/**
 * A folder to be held in, with things around it that must stay as they are:
 * {@code secret.txt}, {@code outside/file}, {@code jail/inside.txt}, {@code jail/sub/deep.txt}.
 */
final class Jail implements AutoCloseable {

    /** The two ways to resolve paths; every test runs with both. */
    enum Way {
        OPENAT2(Sandbox::create), WALK(Sandbox::walking);

        private final Function<Consumer<Denial>, Sandbox> maker;

        Way(Function<Consumer<Denial>, Sandbox> maker) {
            this.maker = maker;
        }
    }

    final Path around;
    final Path host;
    final Sandbox sandbox;
    final Directory folder;
    final List<Denial> denials = new ArrayList<>();
    private final Map<String, String> before;

    Jail(Path around, Way way) throws IOException {
        this(around, way, Access.READ_WRITE);
    }

    Jail(Path around, Way way, Access access) throws IOException {
        this.around = around;
        this.host = Files.createDirectory(around.resolve("jail"));
        Files.writeString(around.resolve("secret.txt"), "secret");
        Files.createDirectory(around.resolve("outside"));
        Files.writeString(around.resolve("outside/file"), "outside");
        Files.createDirectory(around.resolve("outside/empty"));
        Files.writeString(host.resolve("inside.txt"), "inside");
        Files.createDirectory(host.resolve("sub"));
        Files.writeString(host.resolve("sub/deep.txt"), "deep");
        this.sandbox = way.maker.apply(denials::add);
        this.folder = sandbox.preopen(new Preopen(host, "/", access));
        this.before = outside();
    }

    /** Everything outside the jail: names, contents, times, numbers of links. */
    private Map<String, String> outside() {
        try (Stream<Path> all = Files.walk(around)) {
            Map<String, String> found = new TreeMap<>();
            for (Path path : all.filter(p -> !p.startsWith(host)).toList()) {
                FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
                found.put(path.toString(), Files.isDirectory(path) ? "folder " + (path.equals(around) ? "" : time)
                        : Files.readString(path) + " " + time + " " + Files.getAttribute(path, "unix:nlink"));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless everything outside is as it was. */
    void assertOutsideUntouched() {
        org.assertj.core.api.Assertions.assertThat(outside()).isEqualTo(before);
    }

    /** A symbolic link made by the host. */
    void hostLink(String name, String content) throws IOException {
        Files.createSymbolicLink(host.resolve(name), Path.of(content));
    }

    static GuestPath path(String text) throws FsException {
        return GuestPath.of(text);
    }

    static OpenRequest reading() {
        return new OpenRequest(true, false, false, false, false, false, true);
    }

    static OpenRequest creating() {
        return new OpenRequest(true, true, true, false, false, false, true);
    }

    OpenFile create(String name, String content) throws FsException {
        OpenFile file = (OpenFile) folder.open(path(name), creating());
        byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        file.write(Spans.of(bytes, 0, bytes.length), 0);
        return file;
    }

    String read(String name) throws FsException {
        OpenFile file = (OpenFile) folder.open(path(name), reading());
        try {
            byte[] bytes = new byte[100];
            return new String(bytes, 0, file.read(Spans.of(bytes, 0, bytes.length), 0),
                    java.nio.charset.StandardCharsets.UTF_8);
        } finally {
            file.close();
        }
    }

    @Override
    public void close() throws FsException {
        folder.close();
        sandbox.close();
    }
}
