package arcella.worker.face;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreExport;
import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreOutline;
import arcella.engine.core.CoreValueType;
import arcella.engine.core.ModuleValidator;
import arcella.error.ArcellaException;
import arcella.wasi.preview2.Preview2;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.binary.BinaryKind;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.binary.NameSectionDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.CustomSection;
import arcella.wit.reconstruct.Reconstruction;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.resolved.ValueType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeText;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/**
 * What a module imports and exports. Immutable.
 *
 * @param type the component's type; empty for a core module
 * @param outline the core module's imports and exports with their types; empty for a component
 * @param imports the names of its imports; of a core module, those of the modules it imports from
 * @param exports the names of its exports, in order
 * @param functions the functions that can be called; a core module's numbers are {@code s32}, {@code s64}, {@code f32}
 *     and {@code f64}
 * @param wit a component's world in WIT, with comments about what has no form in WIT; empty for a core module
 * @param name what the component calls itself, if it does
 * @param version the version that the component says it has, if it does
 */
public record ModuleFace(
        Optional<ComponentType> type,
        Optional<CoreOutline> outline,
        List<String> imports,
        List<String> exports,
        List<FaceFunction> functions,
        Optional<String> wit,
        Optional<String> name,
        Optional<String> version) {

    private static final String VERSION_SECTION = "version";

    /** Collects functions. */
    private static final class Functions {

        private final List<FaceFunction> all = new ArrayList<>();
        private final FunctionLetters letters;

        Functions(int bytes) {
            letters = new FunctionLetters(bytes);
        }

        void add(Optional<String> owner, String name, List<WitFunction.Param> params, List<WitType> results,
                Map<WitType, String> names) {
            letters.spend(owner, name);
            FaceFunction made = FaceFunction.of(owner, name, params, results, names, letters.forWords());
            letters.spent(made.signature());
            all.add(made);
        }
    }

    /** Copies the lists. */
    public ModuleFace {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(outline, "outline");
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
        functions = List.copyOf(functions);
        Objects.requireNonNull(wit, "wit");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }

    /**
     * Decodes and validates a module, and compiles nothing.
     *
     * @param wasm the whole binary; not kept, not changed
     * @throws ArcellaException if the bytes are no module and no component, are damaged, break a rule, or use a
     *     feature that the engine does not run; or if they share instances so often that their functions are too many for
     *     so few bytes
     */
    public static ModuleFace of(byte[] wasm) {
        return BinaryKind.of(ByteSlice.of(wasm)) == BinaryKind.COMPONENT
                ? component(ComponentValidator.validate(ComponentDecoder.decode(wasm), ModuleValidator.runnable()))
                : core(new CoreEngine().outline(wasm), wasm.length);
    }

    /**
     * As {@link #of}, without a look at the code of core modules, which is what takes long.
     *
     * @param wasm bytes that {@link #of} has accepted before
     */
    public static ModuleFace ofValidated(byte[] wasm) {
        return BinaryKind.of(ByteSlice.of(wasm)) == BinaryKind.COMPONENT
                ? component(ComponentValidator.validate(ComponentDecoder.decode(wasm), CoreModuleValidator.TRUSTING))
                : core(new CoreEngine().declared(wasm), wasm.length);
    }

    private static ModuleFace component(ResolvedComponent component) {
        ComponentType type = component.type();
        ClosedTypes types = new ClosedTypes();
        Functions functions = new Functions(component.component().bytes().length());
        type.imports().forEach((name, wanted) -> {
            if (wanted instanceof ExternType.Instance(var instance)) {
                Optional<String> owner = Optional.of(name);
                instance.exports().forEach((inner, item) -> {
                    if (item instanceof ExternType.Func) {
                        functions.letters.spend(owner, inner);
                    }
                });
            }
        });
        Map<WitType, String> own = names(type.exports(), types);
        type.exports().forEach((name, export) -> {
            if (export instanceof ExternType.Func(var function)) {
                add(functions, Optional.empty(), name, function, types, own);
            } else if (export instanceof ExternType.Instance(var instance)) {
                Map<WitType, String> its = names(instance.exports(), types);
                Optional<String> owner = Optional.of(name);
                instance.exports().forEach((inner, item) -> {
                    if (item instanceof ExternType.Func(var function)) {
                        add(functions, owner, inner, function, types, its);
                    }
                });
            }
        });
        return new ModuleFace(Optional.of(type), Optional.empty(), List.copyOf(type.imports().keySet()), List.copyOf(type.exports().keySet()),
                functions.all, Optional.of(wit(component)), NameSectionDecoder.decode(component.component()).component(),
                component.component().customSection(VERSION_SECTION).map(ModuleFace::text));
    }

    /** The names of exported types; those that are named twice keep the first. */
    private static Map<WitType, String> names(Map<String, ExternType> exports, ClosedTypes types) {
        Map<WitType, String> names = new IdentityHashMap<>();
        exports.forEach((name, export) -> {
            if (export instanceof ExternType.Type(var type) && type instanceof ValueType value) {
                names.putIfAbsent(types.close(value), name);
            }
        });
        return names;
    }

    private static void add(Functions functions, Optional<String> owner, String name, FuncType type, ClosedTypes types,
            Map<WitType, String> names) {
        functions.add(owner, name, types.params(type), types.result(type).stream().toList(), names);
    }

    private static String wit(ResolvedComponent component) {
        try {
            return Reconstruction.partialWorld(component).text();
        } catch (ArcellaException e) {
            // Components may import and export more than WIT has words for, or take too many; they can be run all the same.
            return "// " + e.what();
        }
    }

    private static String text(CustomSection section) {
        return new String(section.data().toByteArray(), StandardCharsets.UTF_8);
    }

    private static ModuleFace core(CoreOutline outline, int bytes) {
        Functions functions = new Functions(bytes);
        Map<CoreFunctionType, List<WitFunction.Param>> params = new IdentityHashMap<>();
        if (outline.exports().stream().noneMatch(export -> export.name().equals("_start"))) {
            for (CoreExport export : outline.exports()) {
                if (export.type() instanceof CoreFunctionType type && passes(type)
                        && !export.name().equals("_initialize")) {
                    functions.add(Optional.empty(), export.name(), params.computeIfAbsent(type, ModuleFace::params),
                            numbers(type.results()), Map.of());
                }
            }
        }
        return new ModuleFace(Optional.empty(), Optional.of(outline),
                outline.imports().stream().map(wanted -> wanted.module()).distinct().toList(),
                outline.exports().stream().map(CoreExport::name).toList(), functions.all, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** Whether it is a command, which runs once: {@code _start} of a core module, {@code wasi:cli/run} of a component. */
    public boolean command() {
        return outline.isPresent() ? outline.get().exports().stream().anyMatch(ModuleFace::start)
                : Preview2.runInterface(new LinkedHashSet<>(exports)).isPresent();
    }

    private static boolean start(CoreExport export) {
        return export.name().equals("_start") && export.type() instanceof CoreFunctionType type
                && type.params().isEmpty() && type.results().isEmpty();
    }

    private static boolean passes(CoreFunctionType type) {
        return type.params().stream().noneMatch(CoreValueType::isReference)
                && type.results().stream().noneMatch(CoreValueType::isReference);
    }

    private static List<WitFunction.Param> params(CoreFunctionType type) {
        List<WitFunction.Param> params = new ArrayList<>();
        for (WitType number : numbers(type.params())) {
            params.add(new WitFunction.Param("p" + params.size(), number));
        }
        return List.copyOf(params);
    }

    private static List<WitType> numbers(List<CoreValueType> types) {
        List<WitType> numbers = new ArrayList<>();
        for (CoreValueType type : types) {
            numbers.add(switch (type) {
                case I32 -> Primitive.S32;
                case I64 -> Primitive.S64;
                case F32 -> Primitive.F32;
                case F64 -> Primitive.F64;
                case FUNCREF, EXTERNREF, EXNREF -> throw new IllegalArgumentException("excluded before: " + type);
            });
        }
        return numbers;
    }
}
