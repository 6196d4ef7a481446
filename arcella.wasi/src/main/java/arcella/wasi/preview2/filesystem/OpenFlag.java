package arcella.wasi.preview2.filesystem;

/** One of the flags {@code open-flags}. */
public enum OpenFlag {
    /** Make a file if there is nothing. */
    CREATE,
    /** Fail if it is no folder. */
    DIRECTORY,
    /** Fail if there is something. */
    EXCLUSIVE,
    /** Cut the file to no bytes. */
    TRUNCATE
}
