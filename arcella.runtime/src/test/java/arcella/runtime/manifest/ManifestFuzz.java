package arcella.runtime.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.error.ArcellaException;

/**
 * Any text is a manifest or has a coded mistake. Each build fuzzes it for a few seconds, in a JVM of its own as Jazzer rewrites
 * the classes there; the profile {@code proof} for two minutes. {@link ManifestFuzzTest} has fixed inputs.
 */
class ManifestFuzz {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void manifest(byte[] input) {
        read(new String(input, StandardCharsets.UTF_8));
    }

    /** Manifests of the examples, and those with all that there can be. */
    static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String example : List.of("adder/arcella.toml", "greeter/arcella.toml", "keeper/arcella.toml", "files/arcella.toml",
                "shop/till.toml")) {
            seeds.add(Files.readAllBytes(Path.of("..", "examples").resolve(example)));
        }
        ManifestFuzzTest.SEEDS.forEach(seed -> seeds.add(seed.getBytes(StandardCharsets.UTF_8)));
        return seeds;
    }

    /** Whether it is a manifest. */
    static boolean read(String text) {
        try {
            ManifestReader.read(text, "arcella.toml");
            return true;
        } catch (ArcellaException refused) {
            if (!refused.getMessage().startsWith("ARC-2")) {
                throw new AssertionError("not a code that is declared", refused);
            }
            return false;
        }
    }
}
