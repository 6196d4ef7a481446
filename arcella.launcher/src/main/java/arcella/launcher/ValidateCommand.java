package arcella.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import arcella.engine.EngineError;
import arcella.engine.core.ModuleValidator;
import arcella.error.ArcellaException;
import arcella.wit.binary.BinaryKind;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.validate.ComponentValidator;

/** {@code arcella validate}: says whether a binary is a valid component or core module. */
final class ValidateCommand {

    private ValidateCommand() {}

    /**
     * Validates the one file that is named.
     *
     * @throws ArcellaException saying what is wrong with it, and where
     */
    static int run(List<String> words, PrintStream out) {
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw new ArcellaException(
                    LauncherError.USAGE, "validate takes one FILE", "write 'arcella validate ./module.wasm'");
        }
        Path file = Path.of(words.getFirst());
        byte[] bytes = BinaryFile.read(file);
        ModuleValidator core = new ModuleValidator();
        out.println(switch (BinaryKind.of(ByteSlice.of(bytes))) {
            case COMPONENT -> {
                ResolvedComponent component = ComponentValidator.validate(ComponentDecoder.decode(bytes), core);
                yield file + ": a valid component with " + component.type().imports().size() + " imports and "
                        + component.type().exports().size() + " exports";
            }
            case CORE_MODULE -> {
                core.validate(ByteSlice.of(bytes));
                yield file + ": a valid core module";
            }
            case OTHER_WEBASSEMBLY -> throw new ArcellaException(EngineError.NOT_WASM,
                    file + " is WebAssembly of a version or layer that is not known here", "build it for the current one");
            case UNKNOWN -> throw new ArcellaException(
                    EngineError.NOT_WASM, file + " is no WebAssembly binary", "name a .wasm file");
        });
        return 0;
    }
}
