package arcella.runtime.config;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a file of the container's configuration is understood or a mistake with its place. */
class ConfigFuzz {

    static final String SEED = """
            includes = ["conf.d/*.toml"]
            [workers]
            spare = true
            [defaults.limits]
            memory = "64MiB"
            [caps]
            limits = { handles = 5, deadline = "5s" }
            [caps.modules.http-logger.limits]
            fuel = 1_000
            [[grant]]
            name = "m"
            sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            allow = ["trust", "net:https://api.example.com", "limit:memory", "read:/srv"]
            """;

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void file(byte[] input) {
        read(new String(input, StandardCharsets.UTF_8));
    }

    static List<byte[]> seeds() {
        return List.of(SEED.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /** Whether there is no mistake in it. */
    static boolean read(String text) {
        ConfigFile file = ConfigFile.read("x.toml", text);
        file.values().forEach(value -> {
            if (value.name().isEmpty() || value.text().isEmpty()) {
                throw new AssertionError("a value that is nothing: " + value);
            }
        });
        file.tables().forEach(ConfigTable::text);
        file.mistakes().forEach(ConfigMistake::shown);
        return file.mistakes().isEmpty();
    }
}
