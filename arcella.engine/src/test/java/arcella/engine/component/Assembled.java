package arcella.engine.component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

import arcella.engine.core.CoreEngine;

/** The components of {@code guests.cases}, by name: text, and the binary that {@code assemble.mjs} made of it. */
final class Assembled {

    private Assembled() {}

    static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Assembled.class.getResourceAsStream("guests.cases"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String part = text.substring(text.indexOf("=== " + name + "\n"));
            String binary = part.lines().filter(line -> line.startsWith("binary ")).findFirst().orElseThrow();
            return HexFormat.of().parseHex(binary.substring("binary ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Component component(String name) {
        return Component.of(bytes(name), new CoreEngine());
    }
}
