package arcella.wasi.preview2.filesystem;

/** One of the flags {@code descriptor-flags}. */
public enum DescriptorFlag {
    /** Data can be read. */
    READ,
    /** Data can be written. */
    WRITE,
    /** A request that writes reach the disk with all metadata; taken note of, not followed. */
    FILE_INTEGRITY_SYNC,
    /** A request that writes reach the disk; taken note of, not followed. */
    DATA_INTEGRITY_SYNC,
    /** A request that reads be as safe as writes; taken note of, not followed. */
    REQUESTED_WRITE_SYNC,
    /** What is in the folder can be changed. */
    MUTATE_DIRECTORY
}
