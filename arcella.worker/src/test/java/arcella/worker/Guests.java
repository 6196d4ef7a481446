package arcella.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.wit.value.Bytes;

/** The guests that tests run. */
final class Guests {

    private Guests() {
    }

    /** One of the examples. */
    static ModuleContent example(String name) {
        return file(Path.of("..", "examples", name, name + ".wasm"));
    }

    /** The guest with a function for each need of the tests. */
    static ModuleContent probe() {
        return file(Path.of("src", "test", "guests", "probe.wasm"));
    }

    static ModuleContent file(Path path) {
        try {
            Path absolute = path.toAbsolutePath().normalize();
            return new ModuleContent.InFile(ModuleContent.hash(Bytes.wrap(Files.readAllBytes(absolute))), absolute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InstanceSpec spec(String name) {
        return InstanceSpec.of(name + "@1.0.0", name.equals("probe") ? probe() : example(name));
    }
}
