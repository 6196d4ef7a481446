package arcella.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import arcella.engine.core.ModuleValidator;
import arcella.error.ArcellaException;
import arcella.wit.binary.BinaryKind;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/** {@code arcella validate}: says whether a binary is a valid component or core module. */
final class ValidateCommand {

    private static final String HELP = """
            Usage: arcella validate FILE

            Says whether a component or core module is valid, or why it is not, and whether
            it uses features that do not run here.

            Exit codes: 0 valid, 1 not valid or not readable, 2 usage.
            """;

    private ValidateCommand() {}

    /**
     * Validates the one file that is named.
     *
     * @throws ArcellaException saying what is wrong with it, and where
     */
    static int run(List<String> words, PrintStream out) {
        if (Usage.asked(words)) {
            out.print(HELP);
            return 0;
        }
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            throw new ArcellaException(
                    LauncherError.USAGE, "validate takes one FILE", "see 'arcella validate --help'");
        }
        Path file = Path.of(words.getFirst());
        byte[] bytes = BinaryFile.read(file);
        ModuleValidator validator = new ModuleValidator();
        Set<String> notRun = new LinkedHashSet<>();
        CoreModuleValidator core = module -> {
            validator.validate(module);
            notRun.addAll(ModuleValidator.notRun(module));
        };
        String name = BinaryFile.name(file);
        String verdict = switch (BinaryKind.of(ByteSlice.of(bytes))) {
            case COMPONENT -> {
                ResolvedComponent component = ComponentValidator.validate(ComponentDecoder.decode(bytes), core);
                yield name + ": a valid component with " + component.type().imports().size() + " imports and "
                        + component.type().exports().size() + " exports";
            }
            case CORE_MODULE -> {
                core.validate(ByteSlice.of(bytes));
                yield name + ": a valid core module";
            }
            case OTHER_WEBASSEMBLY, UNKNOWN -> throw Usage.notWasm(file);
        };
        out.println(notRun.isEmpty()
                ? verdict
                : verdict + "; it uses " + String.join(", ", notRun) + ", which this engine does not run");
        return 0;
    }
}
