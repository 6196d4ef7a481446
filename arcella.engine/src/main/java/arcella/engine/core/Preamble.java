package arcella.engine.core;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** The eight bytes that tell what a binary is (core specification, 5.5.16; component model, Binary.md). */
final class Preamble {

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    private Preamble() {}

    /** Passes core modules only. */
    static void check(byte[] wasm) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (i < wasm.length && wasm[i] != MAGIC[i] || wasm.length == 0) {
                throw new ArcellaException(EngineError.NOT_WASM,
                        "this is not WebAssembly: " + (wasm.length == 0 ? "it is empty"
                                : "it does not start with the bytes 00 61 73 6d"),
                        "give a .wasm binary; text has to be assembled first");
            }
        }
        if (wasm.length < 8) {
            throw new ArcellaException(EngineError.MALFORMED,
                    "the module is cut short: it ends after " + wasm.length + " bytes, inside the preamble",
                    "get or build it again");
        }
        int version = wasm[4] & 0xFF | (wasm[5] & 0xFF) << 8;
        int layer = wasm[6] & 0xFF | (wasm[7] & 0xFF) << 8;
        if (layer == 1) {
            throw new ArcellaException(EngineError.IS_A_COMPONENT,
                    "this is a component, not a core module", "load it as a component");
        }
        if (layer != 0 || version != 1) {
            throw new ArcellaException(EngineError.MALFORMED,
                    "the binary has version " + version + " and layer " + layer
                            + "; core modules have version 1 and layer 0",
                    "build it with a current toolchain");
        }
    }
}
