package arcella.alme.client;

import java.nio.file.Path;

/**
 * A file whose content goes with a request.
 *
 * @param part the verb's parameter, whose value in the arguments is the file's name
 * @param file the file
 */
public record AlmeUpload(String part, Path file) {}
