package arcella.wasi.preview2.filesystem;

/**
 * The record {@code directory-entry}.
 *
 * @param type what the name stands for
 * @param name the name in its folder
 */
public record DirectoryEntry(DescriptorType type, String name) {}
