package arcella.feature.internal.json;

/**
 * Where something stands in a file.
 *
 * @param file the file's name
 * @param line from 1
 * @param column from 1
 * @param path the way to it, such as {@code bundles[0].id}; empty at the top
 */
public record Place(String file, int line, int column, String path) {

    /** The place of a part. */
    public Place at(String part, int itsLine, int itsColumn) {
        String whole = path.isEmpty() || part.startsWith("[") ? path + part : path + "." + part;
        return new Place(file, itsLine, itsColumn, whole);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + (path.isEmpty() ? "" : " (" + path + ")");
    }
}
