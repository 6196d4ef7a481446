package arcella.launcher;

import java.nio.file.Path;
import java.util.List;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** What the commands that take one FILE share. */
final class Usage {

    private Usage() {}

    /** Whether the words ask how the command is used. */
    static boolean asked(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    /** The error for a file of another kind. */
    static ArcellaException notWasm(Path file) {
        return new ArcellaException(EngineError.NOT_WASM, BinaryFile.name(file) + " is no WebAssembly binary of a version"
                + " that is known here", "name a .wasm file");
    }
}
