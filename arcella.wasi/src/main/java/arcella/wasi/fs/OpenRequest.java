package arcella.wasi.fs;

/**
 * How to open a path.
 *
 * @param read for reading (a folder: for listing)
 * @param write for writing
 * @param create make a file if there is nothing
 * @param exclusive with {@code create}: fail if there is something
 * @param truncate cut a file to no bytes
 * @param directory fail if it is no folder
 * @param follow if the last component is a symbolic link, open what it leads to; otherwise fail with
 *     {@link FsError#LOOP}
 */
public record OpenRequest(boolean read, boolean write, boolean create, boolean exclusive, boolean truncate,
        boolean directory, boolean follow) {}
