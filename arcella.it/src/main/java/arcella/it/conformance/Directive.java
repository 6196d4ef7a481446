package arcella.it.conformance;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One line of a script, as {@code wasm-tools json-from-wast} writes it.
 *
 * @param type such as {@code assert_invalid}
 * @param line where it stands in the {@code .wast}
 * @param name what later directives call the component, if anything
 * @param binary the component or module that it is about, where that is a binary
 * @param isText whether it is about text, which has no binary form
 * @param expected the message that the script names, if any
 * @param json all of it, for runners that need more
 */
record Directive(String type, int line, Optional<String> name, Optional<Path> binary, boolean isText,
        Optional<String> expected, JsonNode json) {

    Directive {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(binary, "binary");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(json, "json");
    }
}
