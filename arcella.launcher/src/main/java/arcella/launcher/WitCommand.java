package arcella.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import arcella.engine.core.ModuleValidator;
import arcella.error.ArcellaException;
import arcella.wit.binary.BinaryKind;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.reconstruct.Reconstruction;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;
import arcella.wit.validate.ComponentValidator;

/** {@code arcella wit}: prints the WIT of a component, or the WIT package that one encodes. */
final class WitCommand {

    private WitCommand() {}

    /**
     * Prints the world of the one component that is named, and every interface it needs.
     *
     * @throws ArcellaException if the file is no valid component, or has no form in WIT
     */
    static int run(List<String> words, PrintStream out) {
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw new ArcellaException(
                    LauncherError.USAGE, "wit takes one FILE", "write 'arcella wit ./component.wasm'");
        }
        Path file = Path.of(words.getFirst());
        byte[] bytes = BinaryFile.read(file);
        if (BinaryKind.of(ByteSlice.of(bytes)) == BinaryKind.CORE_MODULE) {
            throw new ArcellaException(LauncherError.FILE, file + " is a core module, which has no WIT",
                    "make a component of it, or see 'arcella validate'");
        }
        ResolvedComponent component =
                ComponentValidator.validate(ComponentDecoder.decode(bytes), new ModuleValidator());
        ResolvedWit wit = encodesPackage(component) ? Reconstruction.packageOf(component) : Reconstruction.world(component);
        out.print(WitPrinter.print(wit.library(), wit.root()));
        return 0;
    }

    /** A package encoded as a component exports nothing but component types, one for each interface and world. */
    private static boolean encodesPackage(ResolvedComponent component) {
        return !component.type().exports().isEmpty()
                && component.type().exports().values().stream()
                        .allMatch(export -> export instanceof ExternType.Type(DefType type) && type instanceof ComponentType);
    }
}
