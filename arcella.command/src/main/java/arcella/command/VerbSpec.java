package arcella.command;

import java.util.List;
import java.util.Optional;

/**
 * All that a client needs to offer a verb: plain data, the same in process and over ALME.
 *
 * @param name the verb's name
 * @param summary one line, no final stop
 * @param description the paragraphs of {@code --help}; may be empty
 * @param parameters positional ones in order, options in any order
 * @param role the least role that may call it
 * @param shape how the result's data is laid out for people
 * @param examples command lines without the program's name, such as {@code module install ./m.wasm}
 */
public record VerbSpec(
        VerbName name,
        String summary,
        String description,
        List<Parameter> parameters,
        Role role,
        ResultShape shape,
        List<String> examples) {

    public VerbSpec {
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
        boolean optionalSeen = false;
        boolean repeatedSeen = false;
        for (Parameter parameter : parameters) {
            if (!parameter.positional()) {
                continue;
            }
            if (repeatedSeen || optionalSeen && parameter.required()) {
                throw new IllegalArgumentException(name + ": positional parameter " + parameter.name()
                        + " stands behind an optional or repeated one");
            }
            optionalSeen |= !parameter.required();
            repeatedSeen |= parameter.repeated();
        }
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.repeated() && parameter.kind() instanceof Parameter.Upload) {
                throw new IllegalArgumentException(name + ": an upload cannot be repeated: " + parameter.name());
            }
            if (parameter.repeated() && parameter.kind() instanceof Parameter.NameOrPath) {
                throw new IllegalArgumentException(name + ": a name or path cannot be repeated: " + parameter.name());
            }
            for (int k = 0; k < i; k++) {
                Parameter other = parameters.get(k);
                if (other.name().equals(parameter.name())) {
                    throw new IllegalArgumentException(name + ": a parameter name stands twice: " + parameter.name());
                }
                if (parameter.shortName().isPresent() && parameter.shortName().equals(other.shortName())) {
                    throw new IllegalArgumentException(name + ": -" + parameter.shortName().get() + " stands twice");
                }
            }
        }
    }

    /** This one, asking for another role. */
    public VerbSpec withRole(Role other) {
        return other == role ? this : new VerbSpec(name, summary, description, parameters, other, shape, examples);
    }

    /** The parameter of that name. */
    public Optional<Parameter> parameter(String parameterName) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(parameterName)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }
}
