package arcella.it.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import arcella.engine.core.ModuleValidator;
import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.binary.BinaryKind;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;
import arcella.wit.validate.ComponentValidator;

/** Carries out what can be told without running a component: that it decodes, and that it is or is not valid. */
final class StaticRunner implements Runner {

    private static final Outcome RUNNING = new Outcome.Skipped("running components");
    private static final Outcome TEXT = new Outcome.Skipped("the text format");
    private static final Outcome PASSED = new Outcome.Passed();

    private final ModuleValidator coreValidator = new ModuleValidator();

    @Override
    public Outcome run(Directive directive) throws IOException {
        if (directive.isText()) {
            return TEXT;
        }
        return switch (directive.type()) {
            case "module", "module_definition" -> accepted(directive);
            case "assert_uninstantiable", "assert_unlinkable" ->
                    accepted(directive) instanceof Outcome.Failed failed ? failed : RUNNING;
            case "assert_invalid", "assert_malformed" -> rejected(directive);
            case "module_instance", "register", "action", "assert_return", "assert_trap", "assert_exception" -> RUNNING;
            case "unconverted" -> new Outcome.Skipped("scripts that do not convert");
            default -> new Outcome.Failed("a directive that the harness does not know");
        };
    }

    private Outcome accepted(Directive directive) throws IOException {
        return problem(directive).<Outcome>map(e -> new Outcome.Failed("refused: " + e.getMessage())).orElse(PASSED);
    }

    private Outcome rejected(Directive directive) throws IOException {
        Optional<ArcellaException> problem = problem(directive);
        String expected = directive.expected().orElse("");
        if (problem.isEmpty()) {
            return new Outcome.Failed("accepted, expected: " + expected);
        }
        if (!(problem.get() instanceof ComponentException refused)) {
            return new Outcome.Failed("refused for want of a feature: " + problem.get().getMessage());
        }
        // A decoder may find during validation what the format forbids, not the other way around.
        if (directive.type().equals("assert_malformed") && refused.error() != WitError.COMPONENT_MALFORMED) {
            return new Outcome.Failed("invalid and not malformed: " + refused.problem());
        }
        return Reasons.agree(expected, refused.problem())
                ? PASSED
                : new Outcome.Failed("refused for another reason: '" + refused.problem() + "', expected: '" + expected + "'");
    }

    private Optional<ArcellaException> problem(Directive directive) throws IOException {
        Path file = directive.binary().orElseThrow(() -> new IOException("line " + directive.line() + " names no file"));
        ByteSlice bytes = ByteSlice.of(Files.readAllBytes(file));
        try {
            if (BinaryKind.of(bytes) == BinaryKind.CORE_MODULE && !isComponent(directive)) {
                CoreModuleDecoder.decode(bytes);
                coreValidator.validate(bytes);
            } else {
                ComponentValidator.validate(ComponentDecoder.decode(bytes.toByteArray()), coreValidator);
            }
            return Optional.empty();
        } catch (ArcellaException e) {
            return Optional.of(e);
        }
    }

    /** The suite asserts only on components that they are invalid or malformed, whatever their first bytes look like. */
    private static boolean isComponent(Directive directive) {
        return directive.type().equals("assert_invalid") || directive.type().equals("assert_malformed");
    }
}
