package arcella.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The built example guests. */
public final class Guests {

    /** The five computing guests. */
    public static final List<String> COMPUTE = List.of("sha256", "keccak", "nbody", "json", "sort");

    private Guests() {}

    /** A binary, by its path below {@code examples/}. */
    public static byte[] read(String path) {
        try {
            return Files.readAllBytes(Path.of("..", "examples").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the computing guests. */
    public static byte[] compute(String name) {
        return read("compute/" + name + ".wasm");
    }
}
