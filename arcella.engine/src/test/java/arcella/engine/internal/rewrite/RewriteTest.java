package arcella.engine.internal.rewrite;

import static arcella.engine.core.CoreValueType.I32;
import static arcella.engine.core.CoreValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.EngineError;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreImports;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.CoreValueType;
import arcella.engine.core.Trap;
import arcella.engine.internal.binary.ModuleDecoder;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.engine.testing.Code;
import arcella.engine.testing.Guests;
import arcella.engine.testing.Interpreter;
import arcella.engine.testing.ModuleBuilder;
import arcella.engine.testing.RandomModule;
import arcella.error.ArcellaException;

class RewriteTest {

    private static final List<CoreValueType> NONE = List.of();
    private static final List<CoreOptions> ALL_OPTIONS = List.of(new CoreOptions(false, false),
            CoreOptions.trusted(), new CoreOptions(true, false), CoreOptions.untrusted());

    private final CoreEngine engine = new CoreEngine();

    @ParameterizedTest
    @ValueSource(strings = {"compute/sha256.wasm", "compute/keccak.wasm", "compute/nbody.wasm", "compute/json.wasm",
        "compute/sort.wasm", "cat/cat.wasm", "args/args.wasm", "hello/hello.wasm", "adder/adder.wasm"})
    void functionsKeepTheirBytesWhenNothingChanges(String guest) {
        ModuleLayout before = ModuleDecoder.decode(Guests.read(guest));
        byte[] written = ModuleRewriter.rewrite(before, CanonicalTypes.of(List.of(before), Metering.NONE),
                Metering.NONE);
        ModuleLayout after = ModuleDecoder.decode(written);
        assertThat(after.types()).isEqualTo(before.types());
        assertThat(bodies(after)).hasSameSizeAs(bodies(before)).isNotEmpty();
        for (int i = 0; i < bodies(before).size(); i++) {
            assertThat(bodies(after).get(i)).as("function %d", i).isEqualTo(bodies(before).get(i));
        }
        assertThat(ModuleRewriter.rewrite(after, CanonicalTypes.of(List.of(after), Metering.NONE), Metering.NONE))
                .isEqualTo(written);
    }

    private static List<byte[]> bodies(ModuleLayout module) {
        List<byte[]> result = new ArrayList<>();
        for (int i = 0; i < module.bodies().length; i += 2) {
            result.add(Arrays.copyOfRange(module.bytes(), module.bodies()[i], module.bodies()[i + 1]));
        }
        return result;
    }

    /** A module that owns a table, and one that calls through it and fills it, with types in another order. */
    @Test
    void indirectCallsAcrossModulesCompareTypesNotIndices() {
        ModuleBuilder owner = new ModuleBuilder();
        int unary = owner.type(List.of(I32), List.of(I32));
        int wide = owner.type(List.of(I64), List.of(I64));
        owner.table(4, 4);
        owner.export("table", 1, 0);
        int increment = owner.function(unary, new Code().get(0).i32(1).op(0x6A));
        int same = owner.function(wide, new Code().get(0));
        owner.elements(0, increment, same);

        ModuleBuilder user = new ModuleBuilder();
        user.type(NONE, NONE);
        int userWide = user.type(List.of(I64), List.of(I64));
        int userUnary = user.type(List.of(I32), List.of(I32));
        int viaTable = user.type(List.of(I32, I32), List.of(I32));
        user.importTable("owner", "table", 2);
        user.function("unary", viaTable, new Code().get(0).get(1).callIndirect(userUnary, 0));
        user.function("wide", viaTable, new Code().get(0).op(0xAC).get(1).callIndirect(userWide, 0).op(0xA7));
        int triple = user.function(userUnary, new Code().get(0).i32(3).op(0x6C));
        user.elements(2, triple);

        // What the core specification says (4.4.8.8); the library's interpreter, too, gets it right only for modules
        // whose type sections are the same.
        Map<String, List<List<Object>>> right = Map.of(
                "unary", List.of(List.of(15), List.of("trap"), List.of(42), List.of("trap")),
                "wide", List.of(List.of("trap"), List.of(14), List.of("trap"), List.of("trap")));
        List<ModuleLayout> layouts = List.of(ModuleDecoder.decode(owner.build()), ModuleDecoder.decode(user.build()));
        CanonicalTypes types = CanonicalTypes.of(layouts, Metering.NONE);
        Interpreter ownerMeasure =
                Interpreter.of(ModuleRewriter.rewrite(layouts.get(0), types, Metering.NONE), Map.of());
        Interpreter measure = Interpreter.of(ModuleRewriter.rewrite(layouts.get(1), types, Metering.NONE),
                Map.of("", ownerMeasure.exporting("0", "table")));
        right.forEach((function, outcomes) -> {
            for (int element = 0; element < 4; element++) {
                assertThat(measure.call(function, 14, element)).as("interpreted %s of element %d", function, element)
                        .isEqualTo(outcomes.get(element));
            }
        });
        for (CoreOptions options : ALL_OPTIONS) {
            List<CoreModule> modules = engine.load(List.of(owner.build(), user.build()), options);
            CoreInstance a = modules.get(0).instantiate(CoreImports.none(), CoreLimits.defaults());
            CoreInstance b = modules.get(1)
                    .instantiate(CoreImports.builder().instance("owner", a).build(), CoreLimits.defaults());
            right.forEach((function, outcomes) -> {
                for (int element = 0; element < 4; element++) {
                    assertThat(outcome(b, function, 14, element)).as("%s of element %d, %s", function, element, options)
                            .isEqualTo(outcomes.get(element));
                }
            });
        }
    }

    @Test
    void modulesLoadedApartCannotShareATable() {
        ModuleBuilder owner = new ModuleBuilder();
        owner.type(List.of(I32), NONE);
        owner.table(1, 1);
        owner.export("table", 1, 0);
        ModuleBuilder user = new ModuleBuilder();
        user.importTable("owner", "table", 1);
        CoreInstance a = engine.load(owner.build()).instantiate(CoreImports.none(), CoreLimits.defaults());
        CoreImports imports = CoreImports.builder().instance("owner", a).build();
        assertThatThrownBy(() -> engine.load(user.build()).instantiate(imports, CoreLimits.defaults()))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("load modules that share a table together");
    }

    @Test
    void randomModulesDoWhatTheInterpreterDoes() {
        int trapped = 0;
        for (long seed = 0; seed < 120; seed++) {
            byte[] wasm = RandomModule.of(seed);
            Interpreter measure = Interpreter.of(wasm, Map.of());
            CoreOptions options = ALL_OPTIONS.get((int) (seed % 4));
            CoreInstance instance = engine.load(wasm, options).instantiate(CoreImports.none(), CoreLimits.defaults());
            int depth = instance.meter().callDepth();
            for (int call = 0; call < 8; call++) {
                List<Object> expected = measure.call("run", call * 7 - 20, call);
                assertThat(outcome(instance, "run", call * 7 - 20, call)).as("seed %d, call %d, %s", seed, call, options)
                        .isEqualTo(expected);
                trapped += expected.contains("trap") ? 1 : 0;
                assertThat(depthLeft(instance)).as("depth after seed %d", seed).isEqualTo(depth);
            }
        }
        assertThat(trapped).as("calls that trap").isBetween(50, 900);
    }

    private static int depthLeft(CoreInstance instance) {
        return instance.meter().depthLeft();
    }

    private static List<Object> outcome(CoreInstance instance, String function, long... args) {
        try {
            List<Object> results = new ArrayList<>();
            for (long result : instance.function(function).orElseThrow().call(args)) {
                results.add((int) result);
            }
            return results;
        } catch (Trap e) {
            return List.of("trap");
        }
    }

    @Test
    void guestsCannotReachWhatThePassAdds() {
        ModuleBuilder local = new ModuleBuilder();
        local.function("f", local.type(List.of(I32), List.of(I32)), new Code().get(1));
        ModuleBuilder global = new ModuleBuilder();
        global.globalI32(true, 0);
        global.function("f", global.type(NONE, NONE), new Code().i64(1L << 60).op(0x24, 1L));
        ModuleBuilder function = new ModuleBuilder();
        function.function("f", function.type(NONE, NONE), new Code().i32(0).call(1));
        ModuleBuilder label = new ModuleBuilder();
        label.function("f", label.type(NONE, NONE), new Code().op(0x0C, 1L));
        ModuleBuilder export = new ModuleBuilder();
        export.export("fuel", 3, 0);
        ModuleBuilder element = new ModuleBuilder();
        element.type(List.of(I32), NONE);
        element.table(1, 1);
        element.elements(0, 0);
        ModuleBuilder start = new ModuleBuilder();
        start.start(0);
        for (ModuleBuilder bad : List.of(local, global, function, label, export, element, start)) {
            assertThatThrownBy(() -> engine.load(bad.build(), CoreOptions.untrusted()))
                    .isInstanceOfSatisfying(ArcellaException.class,
                            e -> assertThat(e.code().number()).isEqualTo(EngineError.INVALID.number()))
                    .hasMessageContaining("unknown ");
        }
    }
}
