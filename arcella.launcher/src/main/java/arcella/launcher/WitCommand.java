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

    private static final String HELP = """
            Usage: arcella wit FILE

            Prints the WIT of a component, or the package that one encodes. What a component
            has and WIT has no form for stands in comments at the end.
            """;

    private WitCommand() {}

    /**
     * Prints the world of the one component that is named, and every interface it needs.
     *
     * @throws ArcellaException if the file is no valid component, or its imports and exports have no form in WIT
     */
    static int run(List<String> words, PrintStream out) {
        if (Usage.asked(words)) {
            out.print(HELP);
            return 0;
        }
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw new ArcellaException(
                    LauncherError.USAGE, "wit takes one FILE", "see 'arcella wit --help'");
        }
        Path file = Path.of(words.getFirst());
        byte[] bytes = BinaryFile.read(file);
        switch (BinaryKind.of(ByteSlice.of(bytes))) {
            case COMPONENT -> { }
            case CORE_MODULE -> throw new ArcellaException(LauncherError.FILE,
                    BinaryFile.name(file) + " is a core module, which has no WIT",
                    "make a component of it, or see 'arcella validate'");
            case OTHER_WEBASSEMBLY, UNKNOWN -> throw Usage.notWasm(file);
        }
        ResolvedComponent component =
                ComponentValidator.validate(ComponentDecoder.decode(bytes), new ModuleValidator());
        if (encodesPackage(component)) {
            ResolvedWit wit = Reconstruction.packageOf(component);
            out.print(WitPrinter.print(wit.library(), wit.root()));
        } else {
            out.print(Reconstruction.partialWorld(component).text());
        }
        return 0;
    }

    /** A package encoded as a component exports nothing but component types, one for each interface and world. */
    private static boolean encodesPackage(ResolvedComponent component) {
        return !component.type().exports().isEmpty()
                && component.type().exports().values().stream()
                        .allMatch(export -> export instanceof ExternType.Type(DefType type) && type instanceof ComponentType);
    }
}
