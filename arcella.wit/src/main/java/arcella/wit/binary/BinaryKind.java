package arcella.wit.binary;

import arcella.wit.component.ByteSlice;

/** What the first eight bytes of a file say that it is. */
public enum BinaryKind {
    /** A component, in the version of the binary format that is read here. */
    COMPONENT,
    /** A core module. */
    CORE_MODULE,
    /** A WebAssembly binary of a version or layer that is not known here. */
    OTHER_WEBASSEMBLY,
    /** No WebAssembly binary at all. */
    UNKNOWN;

    /** Bytes of the preamble. */
    static final int PREAMBLE = 8;

    /** Classifies a binary by its preamble; never fails. */
    public static BinaryKind of(ByteSlice bytes) {
        if (bytes.length() < PREAMBLE || bytes.at(0) != 0 || bytes.at(1) != 'a' || bytes.at(2) != 's' || bytes.at(3) != 'm') {
            return UNKNOWN;
        }
        int version = bytes.at(4) & 0xff | (bytes.at(5) & 0xff) << 8;
        int layer = bytes.at(6) & 0xff | (bytes.at(7) & 0xff) << 8;
        if (version == 0x0d && layer == 1) {
            return COMPONENT;
        }
        return version == 1 && layer == 0 ? CORE_MODULE : OTHER_WEBASSEMBLY;
    }
}
