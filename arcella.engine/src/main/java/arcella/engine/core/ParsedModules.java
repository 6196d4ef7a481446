package arcella.engine.core;

import java.io.ByteArrayInputStream;
import java.util.Map;

import run.endive.wasm.InvalidException;
import run.endive.wasm.MalformedException;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** Lets the library parse binaries, and puts its failures into our words. */
final class ParsedModules {

    private ParsedModules() {}

    /** Parses and validates. */
    static WasmModule validated(byte[] wasm) {
        return parse(wasm, true);
    }

    /** Parses what was validated before. */
    static WasmModule trusted(byte[] wasm) {
        return parse(wasm, false);
    }

    private static WasmModule parse(byte[] wasm, boolean validate) {
        try {
            return Parser.builder()
                    .withCustomParsers(Map.of())
                    .withValidation(validate)
                    .build()
                    .parse(() -> new ByteArrayInputStream(wasm));
        } catch (MalformedException e) {
            throw new ArcellaException(EngineError.MALFORMED, "the module is damaged: " + e.getMessage(),
                    "get or build it again", e);
        } catch (InvalidException e) {
            throw new ArcellaException(EngineError.INVALID, "the module is not valid WebAssembly: " + e.getMessage(),
                    "build it again with a current toolchain", e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // The library parses what anybody may have sent, and has no single word for all that can be wrong with it.
            throw new ArcellaException(EngineError.MALFORMED, "the module cannot be read: " + e,
                    "get or build it again", e);
        }
    }
}
