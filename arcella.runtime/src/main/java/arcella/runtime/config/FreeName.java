package arcella.runtime.config;

import java.util.Optional;
import java.util.function.Function;

import arcella.command.VerbName;
import arcella.runtime.ModuleId;

/** The part of a key that an operator chooses; stands in angle brackets in the key's path. */
public enum FreeName {
    /** The name of a module. */
    MODULE("<module>", name -> ModuleId.validName(name) ? Optional.empty() : Optional.of(
            "'" + name + "' is no module's name; those are lower-case words joined by single hyphens")),
    /** The name of a worker group. */
    GROUP("<group>", name -> ModuleId.validName(name) ? Optional.empty() : Optional.of(
            "'" + name + "' is no group's name; those are lower-case words joined by single hyphens")),
    /** The name of a command. */
    VERB("<verb>", name -> {
        try {
            return VerbName.of(name).word().isEmpty() ? Optional.of("'" + name + "' is no command's name") : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("'" + name + "' is no command's name; those are written like \"module:restart\", in quotes");
        }
    });

    private final String placeholder;
    private final Function<String, Optional<String>> check;

    FreeName(String placeholder, Function<String, Optional<String>> check) {
        this.placeholder = placeholder;
        this.check = check;
    }

    /** What stands for it in a path. */
    public String placeholder() {
        return placeholder;
    }

    /** What is wrong with a name; empty if it may be one. */
    public Optional<String> problem(String name) {
        return check.apply(name);
    }
}
