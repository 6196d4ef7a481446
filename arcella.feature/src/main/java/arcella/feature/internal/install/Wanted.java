package arcella.feature.internal.install;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A feature as an operator names it.
 *
 * @param text its name, its id, or the path of its file
 * @param content the content of the feature bundle at that path, if the client has sent it
 */
public record Wanted(String text, Optional<Path> content) {

    /** One that is named, or that the container finds by its path. */
    public static Wanted of(String text) {
        return new Wanted(text, Optional.empty());
    }
}
