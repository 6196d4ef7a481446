package arcella.command.line;

import java.nio.file.Path;

/**
 * A file whose content is to travel with a request.
 *
 * @param parameter the verb's upload parameter
 * @param path the file as the operator wrote it, or as it was found beside another
 */
public record FileArgument(String parameter, Path path) {

    /** The file's own name, which is the parameter's value. */
    public String name() {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
