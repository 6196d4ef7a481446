package arcella.it.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A converted script: its source's name and its directives in order.
 *
 * @param source the name of the {@code .wast} file
 * @param directives what it does
 */
record Script(String source, List<Directive> directives) {

    Script {
        Objects.requireNonNull(source, "source");
        directives = List.copyOf(directives);
    }

    /**
     * Reads a script.
     *
     * @return nothing if the JSON is something else than a script
     * @throws IOException if the file cannot be read or is no JSON
     */
    static Optional<Script> read(Path json, ObjectMapper mapper) throws IOException {
        JsonNode root = mapper.readTree(json.toFile());
        if (!root.path("commands").isArray()) {
            return Optional.empty();
        }
        List<Directive> directives = new ArrayList<>();
        for (JsonNode command : root.path("commands")) {
            directives.add(directive(command, json.toAbsolutePath().getParent()));
        }
        String source = root.path("source_filename").asText(json.getFileName().toString());
        return Optional.of(new Script(source, directives));
    }

    private static Directive directive(JsonNode command, Path folder) {
        boolean text = command.path("module_type").asText("binary").equals("text");
        Optional<Path> binary = text ? path(command, "binary_filename", folder) : path(command, "filename", folder);
        return new Directive(command.path("type").asText(), command.path("line").asInt(), string(command, "name"), binary,
                text && binary.isEmpty(), string(command, "text"), command);
    }

    private static Optional<Path> path(JsonNode command, String field, Path folder) {
        return string(command, field).map(folder::resolve);
    }

    private static Optional<String> string(JsonNode command, String field) {
        return command.path(field).isTextual() ? Optional.of(command.path(field).asText()) : Optional.empty();
    }
}
