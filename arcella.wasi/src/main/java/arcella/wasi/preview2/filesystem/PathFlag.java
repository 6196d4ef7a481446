package arcella.wasi.preview2.filesystem;

/** One of the flags {@code path-flags}. */
public enum PathFlag {
    /** A symbolic link at the end of a path is followed. */
    SYMLINK_FOLLOW
}
