package arcella.engine.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.objectweb.asm.MethodTooLargeException;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.Compiler;
import run.endive.wasm.WasmModule;

import arcella.engine.EngineError;
import arcella.engine.internal.binary.ModuleDecoder;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.engine.internal.binary.OperandHeights;
import arcella.engine.internal.rewrite.CanonicalTypes;
import arcella.engine.internal.rewrite.Metering;
import arcella.engine.internal.rewrite.ModuleRewriter;
import arcella.error.ArcellaException;

/** Rewrites, validates and compiles one module. */
final class ModuleCompiler {

    static final int FUNCTIONS_PER_CLASS = 256;
    /** A body of this size never fits a Java method of 64 KiB. */
    private static final int SURELY_TOO_LARGE = 128 << 10;
    /** Java takes 65 535 slots, of which an operand takes up to two, and some are for its own use. */
    private static final int MOST_OPERANDS = 15_000;
    /** How many functions are found too large one by one before all of such a size are given up at once. */
    private static final int PATIENCE = 8;

    private static final Pattern FUNCTION = Pattern.compile("\\bfunc_(\\d+)");

    private final ModuleLayout original;
    private final CanonicalTypes types;
    private final CoreOptions options;
    private final CompileProgress progress;
    private final String sha256;

    ModuleCompiler(ModuleLayout original, String sha256, CanonicalTypes types, CoreOptions options,
            CompileProgress progress) {
        this.original = original;
        this.sha256 = sha256;
        this.types = types;
        this.options = options;
        this.progress = progress;
    }

    CompiledModule compile() {
        byte[] rewritten = ModuleRewriter.rewrite(original, types, new Metering(options.fuel(), options.callDepth()));
        WasmModule parsed = ParsedModules.validated(rewritten);
        ModuleShape.of(parsed, original.imports());
        ModuleLayout layout = ModuleDecoder.decodeRewritten(rewritten);
        Set<Integer> interpreted = new TreeSet<>();
        atLeast(layout, SURELY_TOO_LARGE, interpreted);
        for (int i = 0; i < layout.functionTypes().length; i++) {
            // An operand takes an instruction of a byte at least.
            if (layout.bodies()[2 * i + 1] - layout.bodies()[2 * i] > MOST_OPERANDS
                    && OperandHeights.most(layout, i) > MOST_OPERANDS) {
                interpreted.add(layout.importedFunctionTypes().length + i);
            }
        }
        GeneratedClasses classes = compile(parsed, layout, interpreted);
        byte[] names = original.nameSection()
                .map(span -> Arrays.copyOfRange(original.bytes(), span.start(), span.end())).orElse(new byte[0]);
        return new CompiledModule(sha256, options, List.copyOf(types.types()), original.imports(), original.functions(),
                original.tailCalls(), interpreted, names, ModuleRewriter.strip(layout, interpreted),
                classes.mainClassName(), classes.classBytes());
    }

    /** Each function that is too large costs a round, since the compiler tells of one and stops. */
    private GeneratedClasses compile(WasmModule parsed, ModuleLayout layout, Set<Integer> interpreted) {
        for (int round = 1;; round++) {
            Compiler.Builder builder = Compiler.builder(parsed)
                    .withClassName(GeneratedClasses.mainClass(sha256))
                    .withMaxFunctionsPerClass(FUNCTIONS_PER_CLASS)
                    .withInterpreterFallback(InterpreterFallback.FAIL)
                    .withInterpretedFunctions(interpreted)
                    .withClassCollectorFactory(() -> new GeneratedClasses(this::report));
            try {
                GeneratedClasses classes = (GeneratedClasses) builder.build().compile().collector();
                classes.verify();
                return classes;
            } catch (LinkageError e) {
                // A method with more operands than the Java machine takes at once is found by the verifier only.
                interpreted.add(unverifiable(e).filter(i -> !interpreted.contains(i)).orElseThrow(
                        () -> new ArcellaException(EngineError.COMPILE,
                                "the module was compiled to classes that Java refuses: " + e,
                                "report this module as one that the engine should run", e)));
            } catch (RuntimeException | AssertionError e) {
                // The library compiles what anybody may have sent, and has no single word for what it cannot compile.
                int index = tooLarge(e).orElseThrow(() -> new ArcellaException(EngineError.COMPILE,
                        "the module cannot be compiled: " + e.getMessage(),
                        "report this module as one that the engine should run", e));
                interpreted.add(index);
                if (round > PATIENCE) {
                    int body = index - layout.importedFunctionTypes().length;
                    atLeast(layout, layout.bodies()[2 * body + 1] - layout.bodies()[2 * body], interpreted);
                }
            }
        }
    }

    private void report(int functions) {
        progress.compiled(sha256, Math.min(functions, original.functions()), original.functions());
    }

    private static Optional<Integer> tooLarge(Throwable failure) {
        Throwable told = failure instanceof MethodTooLargeException ? failure : failure.getCause();
        return told instanceof MethodTooLargeException method && method.getMethodName().startsWith("func_")
                ? Optional.of(Integer.parseInt(method.getMethodName().substring("func_".length()))) : Optional.empty();
    }

    private static Optional<Integer> unverifiable(LinkageError failure) {
        Matcher place = FUNCTION.matcher(String.valueOf(failure.getMessage()));
        return place.find() ? Optional.of(Integer.parseInt(place.group(1))) : Optional.empty();
    }

    private static void atLeast(ModuleLayout layout, int bytes, Set<Integer> into) {
        for (int i = 0; i < layout.bodies().length; i += 2) {
            if (layout.bodies()[i + 1] - layout.bodies()[i] >= bytes) {
                into.add(layout.importedFunctionTypes().length + i / 2);
            }
        }
    }
}
