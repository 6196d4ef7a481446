package arcella.engine.abi;

/** How a component holds its strings ({@code CanonicalABI.md}, "Canonical ABI options"). */
public enum StringEncoding {
    /** UTF-8. */
    UTF8,
    /** UTF-16, little-endian. */
    UTF16,
    /** Latin-1 where it can, else UTF-16; a bit in the length says which. */
    LATIN1_UTF16
}
