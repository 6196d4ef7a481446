package arcella.engine.core;

import static arcella.engine.core.CoreValueType.F64;
import static arcella.engine.core.CoreValueType.I32;
import static arcella.engine.core.CoreValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;
import arcella.error.ArcellaException;

class CoreEngineTest {

    private static final List<CoreValueType> NONE = List.of();

    private final CoreEngine engine = new CoreEngine();

    @Test
    void callsAFunctionByNameAndByHandle() throws Throwable {
        ModuleBuilder b = new ModuleBuilder();
        b.function("add", b.type(List.of(I32, I32), List.of(I32)), new Code().get(0).get(1).op(0x6A));
        CoreInstance instance = engine.load(b.build()).instantiate(CoreImports.none(), CoreLimits.defaults());
        CoreFunction add = instance.function("add").orElseThrow();

        assertThat((int) add.call(40, 2)[0]).isEqualTo(42);
        assertThat((int) add.handle().invokeExact(-1, -2)).isEqualTo(-3);
        assertThat(add.type()).hasToString("(i32, i32) -> (i32)");
        assertThat(instance.function("sub")).isEmpty();
        assertThat(instance.memory("add")).isEmpty();
        assertThatThrownBy(() -> add.call(1)).satisfies(code(EngineError.BAD_CALL));
    }

    @Test
    void tellsTypesOfImportsAndExports() {
        ModuleBuilder b = new ModuleBuilder();
        int type = b.type(List.of(I64), List.of(F64, I32));
        b.importFunction("env", "f", type);
        b.importGlobal("env", "g", I32, true);
        b.memory(1, 3);
        b.table(2, 5);
        b.export("memory", 2, 0).export("table", 1, 0).export("again", 0, 0);
        CoreModule module = engine.load(b.build());

        assertThat(module.imports()).extracting(CoreImport::toString)
                .containsExactly("env.f: (i64) -> (f64, i32)", "env.g: global mut i32");
        assertThat(module.exports()).containsExactly(
                new CoreExport("memory", new CoreMemoryType(1, OptionalLong.of(3))),
                new CoreExport("table", new CoreTableType(CoreValueType.FUNCREF, 2, OptionalLong.of(5))),
                new CoreExport("again", new CoreFunctionType(List.of(I64), List.of(F64, I32))));
        assertThat(module.sha256()).hasSize(64);
    }

    @Test
    void hostFunctionsReachTheCallersMemoryAndTheirFailuresPassThrough() {
        ModuleBuilder b = new ModuleBuilder();
        int type = b.type(List.of(I32), List.of(I32));
        b.importFunction("env", "peek", type);
        b.memory(1);
        b.export("memory", 2, 0);
        b.data(8, new byte[] {7});
        b.function("run", type, new Code().get(0).call(0).i32(1).op(0x6A));
        CoreModule module = engine.load(b.build());
        CoreInstance instance = module.instantiate(CoreImports.builder()
                .host("env", "peek", new CoreFunctionType(List.of(I32), List.of(I32)), (caller, args) -> {
                    if (args[0] == 99) {
                        throw new IllegalArgumentException("host says no");
                    }
                    return new long[] {caller.memory("memory").orElseThrow().readByte((int) args[0])};
                }).build(), CoreLimits.defaults());

        assertThat(instance.function("run").orElseThrow().call(8)).containsExactly(8);
        assertThatThrownBy(() -> instance.function("run").orElseThrow().call(99))
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessage("host says no");
        assertThatThrownBy(() -> instance.function("run").orElseThrow().handle().invoke(99))
                .isExactlyInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void startFunctionsFindTheInstanceComplete() {
        ModuleBuilder b = new ModuleBuilder();
        int type = b.type(NONE, NONE);
        b.importFunction("env", "hello", type);
        b.globalI32(false, 5);
        b.export("five", 3, 0);
        b.start(0);
        long[] seen = new long[1];
        engine.load(b.build()).instantiate(CoreImports.builder()
                .host("env", "hello", new CoreFunctionType(NONE, NONE), (caller, args) -> {
                    seen[0] = caller.global("five").orElseThrow().bits();
                    return new long[0];
                }).build(), CoreLimits.defaults());
        assertThat(seen[0]).isEqualTo(5);
    }

    @Test
    void linksInstancesToEachOther() {
        ModuleBuilder a = new ModuleBuilder();
        int unary = a.type(List.of(I32), List.of(I32));
        a.memory(1);
        a.export("memory", 2, 0);
        a.function("twice", unary, new Code().get(0).get(0).op(0x6A));
        CoreInstance provider = engine.load(a.build()).instantiate(CoreImports.none(), CoreLimits.defaults());

        ModuleBuilder b = new ModuleBuilder();
        b.type(NONE, NONE);
        int again = b.type(List.of(I32), List.of(I32));
        b.importFunction("a", "twice", again);
        b.importMemory("a", "memory", 1);
        b.data(0, new byte[] {1, 2, 3, 4});
        b.function("run", again, new Code().get(0).call(0).i32(0).mem(0x28, 0).op(0x6A));
        CoreInstance user = engine.load(b.build())
                .instantiate(CoreImports.builder().instance("a", provider).build(), CoreLimits.defaults());

        assertThat(user.function("run").orElseThrow().call(5)).containsExactly(10 + 0x04030201);
        assertThat(provider.memory("memory").orElseThrow().readInt(0)).isEqualTo(0x04030201);
    }

    @Test
    void aMemoryImportedTwiceKeepsEachInstancesPassiveSegments() {
        ModuleBuilder a = new ModuleBuilder();
        int run = a.type(NONE, NONE);
        a.memory(1);
        a.export("memory", 2, 0);
        a.passiveData(new byte[] {11});
        a.function("init", run, new Code().i32(0).i32(0).i32(1).op(0xFC, 8, 0, 0));
        CoreInstance first = engine.load(a.build()).instantiate(CoreImports.none(), CoreLimits.defaults());
        ModuleBuilder b = new ModuleBuilder();
        b.importMemory("a", "memory", 1);
        b.passiveData(new byte[] {22});
        engine.load(b.build()).instantiate(CoreImports.builder().instance("a", first).build(), CoreLimits.defaults());

        first.function("init").orElseThrow().call();
        assertThat(first.memory("memory").orElseThrow().readByte(0)).isEqualTo((byte) 11);
    }

    @Test
    void importsMayBeNamelessAndThereTwice() {
        ModuleBuilder b = new ModuleBuilder();
        int nothing = b.type(NONE, NONE);
        int number = b.type(NONE, List.of(I32));
        b.importFunction("", "", number);
        b.importFunction("", "", number);
        b.importMemory("", "m", 1);
        b.importMemory("", "m", 1);
        b.function("sum", number, new Code().call(0).call(1).op(0x6A));
        assertThat(nothing).isZero();
        CoreModule module = engine.load(b.build());
        assertThat(module.imports().getFirst()).isEqualTo(
                new CoreImport("", "", new CoreFunctionType(NONE, List.of(I32))));
        assertThat(engine.outline(b.build()).imports()).isEqualTo(module.imports());
        CoreInstance instance = module.instantiate(CoreImports.builder()
                .host("", "", new CoreFunctionType(NONE, List.of(I32)), (caller, args) -> new long[] {21})
                .add("", "m", CoreMemory.create(new CoreMemoryType(1, OptionalLong.empty()), MemoryBudget.of(1 << 20)))
                .build(), CoreLimits.defaults());
        assertThat(instance.function("sum").orElseThrow().call()).containsExactly(42);
    }

    @Test
    void referencesDoNotPassBetweenModules() {
        ModuleBuilder a = new ModuleBuilder();
        a.function("f", a.type(List.of(CoreValueType.FUNCREF), NONE), new Code());
        CoreInstance provider = engine.load(a.build()).instantiate(CoreImports.none(), CoreLimits.defaults());
        ModuleBuilder b = new ModuleBuilder();
        b.importFunction("a", "f", b.type(List.of(CoreValueType.FUNCREF), NONE));
        CoreModule user = engine.load(b.build());
        CoreImports given = CoreImports.builder().instance("a", provider).build();
        assertThatThrownBy(() -> user.instantiate(given, CoreLimits.defaults()))
                .satisfies(code(EngineError.UNLINKABLE)).hasMessageContaining("between modules");
    }

    @Test
    void namesEveryImportThatDoesNotFit() {
        ModuleBuilder b = new ModuleBuilder();
        int type = b.type(List.of(I32), NONE);
        b.importFunction("env", "a", type);
        b.importFunction("env", "b", type);
        b.importMemory("env", "m", 1);
        CoreModule module = engine.load(b.build());
        CoreImports given = CoreImports.builder()
                .host("env", "b", new CoreFunctionType(List.of(I64), NONE), (c, x) -> x).build();
        assertThatThrownBy(() -> module.instantiate(given, CoreLimits.defaults()))
                .satisfies(code(EngineError.UNLINKABLE))
                .hasMessageContaining("env.a: (i32) -> () is missing")
                .hasMessageContaining("env.b: (i32) -> () was given (i64) -> ()")
                .hasMessageContaining("env.m: memory 1.. pages is missing");
    }

    @Test
    void tellsBadBinariesApart() {
        byte[] good = new ModuleBuilder().build();
        assertThatThrownBy(() -> engine.load(new byte[0])).satisfies(code(EngineError.NOT_WASM));
        assertThatThrownBy(() -> engine.load("(module)".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .satisfies(code(EngineError.NOT_WASM)).hasMessageContaining("text has to be assembled");
        assertThatThrownBy(() -> engine.load(Arrays.copyOf(good, 6))).satisfies(code(EngineError.MALFORMED));
        assertThatThrownBy(() -> engine.load(new byte[] {0, 'a', 's', 'm', 0x0D, 0, 1, 0}))
                .satisfies(code(EngineError.IS_A_COMPONENT)).hasMessageContaining("this is a component");

        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(NONE, List.of(I32)), new Code().i64(1));
        assertThatThrownBy(() -> engine.load(b.build())).satisfies(code(EngineError.INVALID));
        ModuleBuilder cut = new ModuleBuilder();
        cut.function("f", cut.type(NONE, List.of(I32)), new Code().i32(1));
        byte[] whole = cut.build();
        int endOfTypes = 15;
        for (int length = 9; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length == endOfTypes) {
                assertThat(engine.load(part).exports()).as("a module of types only").isEmpty();
            } else {
                assertThatThrownBy(() -> engine.load(part)).as("first %d bytes", length)
                        .isInstanceOf(ArcellaException.class);
            }
        }
    }

    static java.util.function.Consumer<Throwable> code(EngineError wanted) {
        return thrown -> assertThat(thrown).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).as(e.getMessage()).isEqualTo(wanted.number()));
    }

    static Trap trap(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(Trap.class);
        return (Trap) thrown;
    }
}
