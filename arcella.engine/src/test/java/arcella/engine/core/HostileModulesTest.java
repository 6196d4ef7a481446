package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreEngineTest.trap;
import static arcella.engine.core.CoreValueType.I32;
import static arcella.engine.core.CoreValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.engine.EngineError;
import arcella.engine.internal.binary.ModuleDecoder;
import arcella.engine.testing.Bytes;
import arcella.engine.testing.Code;
import arcella.engine.testing.Guests;
import arcella.engine.testing.ModuleBuilder;
import arcella.error.ArcellaException;

/** Modules made to take the engine's time or memory, or to find a hole: each is run, or refused with a code. */
@Timeout(60)
class HostileModulesTest {

    private static final List<CoreValueType> NONE = List.of();

    private final CoreEngine engine = new CoreEngine();

    private CoreInstance instance(byte[] wasm) {
        return engine.load(wasm, CoreOptions.untrusted()).instantiate(CoreImports.none(), CoreLimits.defaults());
    }

    private static byte[] module(Bytes sections) {
        return new Bytes().u8(0, 'a', 's', 'm', 1, 0, 0, 0).raw(sections.toArray()).toArray();
    }

    @Test
    void countsThatTheBytesCannotHoldAreDamage() {
        for (int section : List.of(1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13)) {
            byte[] wasm = module(new Bytes().u8(section).sized(new Bytes().u32(0xFFFF_FFFFL).toArray()));
            assertThatThrownBy(() -> engine.load(wasm)).as("section %d", section)
                    .satisfies(code(EngineError.MALFORMED)).hasMessageContaining("at offset 10");
        }
        byte[] longSection = module(new Bytes().u8(1).u32(0x7FFF_FFFF));
        assertThatThrownBy(() -> engine.load(longSection)).satisfies(code(EngineError.MALFORMED));
    }

    @Test
    void aMillionFunctionsAreRefusedAtOnce() {
        int million = 1_000_000;
        Bytes functions = new Bytes().u32(million).raw(new byte[million]);
        byte[] wasm = module(new Bytes().u8(1).sized(new byte[] {1, 0x60, 0, 0}).u8(3).sized(functions.toArray()));
        assertThatThrownBy(() -> engine.load(wasm)).satisfies(code(EngineError.LIMIT))
                .hasMessageContaining("1000000 functions");
    }

    @Test
    void hugeDeclaredMinimaAreRefused() {
        byte[] table = module(new Bytes().u8(4).sized(new Bytes().u8(1, 0x70, 0).u32(0xFFFF_FFFFL).toArray()));
        assertThatThrownBy(() -> engine.load(table)).satisfies(code(EngineError.LIMIT));
        byte[] memory = module(new Bytes().u8(5).sized(new Bytes().u8(1, 0).u32(65_537).toArray()));
        assertThatThrownBy(() -> engine.load(memory)).isInstanceOf(ArcellaException.class);
        byte[] all = module(new Bytes().u8(5).sized(new Bytes().u8(1, 0).u32(65_536).toArray()));
        assertThatThrownBy(() -> engine.load(all)).satisfies(code(EngineError.LIMIT));
        byte[] wide = module(new Bytes().u8(5).sized(new Bytes().u8(1, 4, 1).toArray()));
        assertThatThrownBy(() -> engine.load(wide)).satisfies(code(EngineError.UNSUPPORTED_FEATURE))
                .hasMessageContaining("memory64");
        byte[] shared = module(new Bytes().u8(5).sized(new Bytes().u8(1, 3, 1, 1).toArray()));
        assertThatThrownBy(() -> engine.load(shared)).satisfies(code(EngineError.UNSUPPORTED_FEATURE))
                .hasMessageContaining("threads");
    }

    @Test
    void featuresThatDoNotRunAreNamed() {
        ModuleBuilder simd = new ModuleBuilder();
        simd.function("f", simd.type(NONE, NONE), new Code().op(0xFD, 12).op(new int[16]).op(0x1A));
        assertThatThrownBy(() -> engine.load(simd.build())).satisfies(code(EngineError.UNSUPPORTED_FEATURE))
                .hasMessageContaining("SIMD");
        byte[] struct = module(new Bytes().u8(1).sized(new byte[] {1, 0x5F, 0}));
        assertThatThrownBy(() -> engine.load(struct)).satisfies(code(EngineError.UNSUPPORTED_FEATURE))
                .hasMessageContaining("garbage-collected types");
        ModuleBuilder callRef = new ModuleBuilder();
        callRef.function("f", callRef.type(NONE, NONE), new Code().op(0x14, 0L));
        assertThatThrownBy(() -> engine.load(callRef.build())).satisfies(code(EngineError.UNSUPPORTED_FEATURE))
                .hasMessageContaining("typed function references");
    }

    @Test
    void nestingHasALimit() {
        assertThat(nested(ModuleDecoder.MAX_NESTING - 1).function("f").orElseThrow().call()).containsExactly(7);
        assertThatThrownBy(() -> nested(ModuleDecoder.MAX_NESTING)).satisfies(code(EngineError.LIMIT));
        assertThatThrownBy(() -> nested(1_000_000)).satisfies(code(EngineError.LIMIT));
    }

    private CoreInstance nested(int depth) {
        Code code = new Code();
        for (int i = 0; i < depth; i++) {
            code.begin(i % 3 == 0 ? 0x03 : 0x02);
        }
        for (int i = 0; i < depth; i++) {
            code.end();
        }
        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(NONE, List.of(I32)), code.i32(7));
        return instance(b.build());
    }

    @Test
    void countingFitsInBesideTheLimits() {
        // At the bound itself, with all that counting adds: a loop innermost, a call, a branch to the function's end.
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int empty = b.function(none, new Code());
        Code code = new Code();
        for (int i = 0; i < ModuleDecoder.MAX_NESTING - 1; i++) {
            code.begin(0x03);
        }
        code.call(empty).op(0x0C, ModuleDecoder.MAX_NESTING - 1L);
        for (int i = 0; i < ModuleDecoder.MAX_NESTING - 1; i++) {
            code.end();
        }
        b.function("f", none, code);
        assertThat(instance(b.build()).function("f").orElseThrow().call()).isEmpty();
    }

    @Test
    void switchesHaveALimit() {
        CoreInstance large = instance(switchOf(ModuleDecoder.MAX_LABELS));
        assertThat(large.module().interpretedFunctions()).as("too large for Java").containsOnlyKeys(0);
        assertThat(large.function("f").orElseThrow().call(5)).containsExactly(1);
        assertThat(large.function("f").orElseThrow().call(-1)).containsExactly(2);
        assertThat(large.meter().fuel()).as("interpreted code is counted as well").isLessThan(Long.MAX_VALUE);
        assertThatThrownBy(() -> instance(switchOf(ModuleDecoder.MAX_LABELS + 1))).satisfies(code(EngineError.LIMIT));
    }

    private static byte[] switchOf(int labels) {
        Code code = new Code().begin(0x02).begin(0x02).get(0);
        Bytes table = new Bytes().u8(0x0E).u32(labels);
        for (int i = 0; i < labels; i++) {
            table.u8(0);
        }
        code.bytes(table.u8(1).toArray()).end().i32(1).op(0x0F).end().i32(2);
        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(List.of(I32), List.of(I32)), code);
        return b.build();
    }

    @Test
    void localsHaveALimit() {
        assertThat(withLocals(ModuleDecoder.MAX_LOCALS).function("f").orElseThrow().call()).containsExactly(9);
        assertThatThrownBy(() -> withLocals(ModuleDecoder.MAX_LOCALS + 1)).satisfies(code(EngineError.LIMIT));
        assertThatThrownBy(() -> withLocals(60_000)).satisfies(code(EngineError.LIMIT));
        assertThatThrownBy(() -> withLocals(0xFFFF_FFFFL)).satisfies(code(EngineError.LIMIT));
    }

    /** The last local is written and read. */
    private CoreInstance withLocals(long count) {
        Bytes body = new Bytes().u32(1).u32(count).u8(0x7E)
                .u8(0x42, 9, 0x21).u32(count - 1).u8(0x20).u32(count - 1).u8(0x0B);
        Bytes sections = new Bytes().u8(1).sized(new byte[] {1, 0x60, 0, 1, 0x7E}).u8(3).sized(new byte[] {1, 0})
                .u8(7).sized(new Bytes().u8(1).name("f").u8(0, 0).toArray())
                .u8(10).sized(new Bytes().u8(1).sized(body.toArray()).toArray());
        return instance(module(sections));
    }

    @Test
    void moreParametersThanAJavaMethodTakesStillWork() {
        ModuleBuilder b = new ModuleBuilder();
        int type = b.type(Collections.nCopies(300, I64), List.of(I64));
        Code inner = new Code().get(299);
        int last = b.function("last", type, inner);
        Code outer = new Code();
        for (int i = 299; i >= 0; i--) {
            outer.get(i);
        }
        b.function("reversed", type, outer.call(last));
        CoreInstance i = instance(b.build());
        long[] args = java.util.stream.LongStream.range(0, 300).toArray();
        assertThat(i.function("last").orElseThrow().call(args)).containsExactly(299);
        assertThat(i.function("reversed").orElseThrow().call(args)).containsExactly(0);
        assertThatThrownBy(() -> i.function("last").orElseThrow().handle()).satisfies(code(EngineError.BAD_CALL));
    }

    @Test
    void moreOperandsThanTheJavaStackTakesStillWork() {
        Code code = new Code();
        for (int i = 0; i < 40_000; i++) {
            code.i64(0);
        }
        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(NONE, List.of(I64)), code.i64(3).op(0x0F));
        CoreInstance i = instance(b.build());
        assertThat(i.module().interpretedFunctions()).containsOnlyKeys(0);
        assertThat(i.function("f").orElseThrow().call()).containsExactly(3);
    }

    @Test
    void fiftyMegabytesOfDataAreLoaded() {
        ModuleBuilder b = new ModuleBuilder();
        b.memory(800);
        b.export("memory", 2, 0);
        byte[] data = new byte[50 << 20];
        data[data.length - 1] = 5;
        b.data(0, data);
        byte[] wasm = b.build();
        CoreInstance i = instance(wasm);
        assertThat(i.memory("memory").orElseThrow().readByte(data.length - 1)).isEqualTo((byte) 5);
        ModuleBuilder outside = new ModuleBuilder();
        outside.memory(1);
        outside.data(65_536, new byte[1]);
        assertThat(trap(() -> instance(outside.build())).kind()).isEqualTo(Trap.Kind.MEMORY_OUT_OF_BOUNDS);
    }

    @Test
    void exportsAreCheckedAtLoad() {
        ModuleBuilder twice = new ModuleBuilder();
        twice.memory(1);
        twice.export("m", 2, 0).export("m", 2, 0);
        assertThatThrownBy(() -> engine.load(twice.build())).satisfies(code(EngineError.INVALID))
                .hasMessageContaining("duplicate export name m");
        for (int kind = 0; kind < 5; kind++) {
            ModuleBuilder none = new ModuleBuilder();
            none.export("x", kind, 0);
            assertThatThrownBy(() -> engine.load(none.build())).satisfies(code(EngineError.INVALID))
                    .hasMessageContaining("unknown");
        }
    }

    /** Whatever a few wrong bytes do to a module, it is refused with a code, or runs and stays inside its limits. */
    @Test
    void mutatedModulesNeverEscape() {
        Random random = new Random(42);
        List<byte[]> seeds = List.of(Guests.compute("sort"), Guests.compute("json"),
                arcella.engine.testing.RandomModule.of(3));
        int refused = 0;
        for (int n = 0; n < 150; n++) {
            byte[] wasm = seeds.get(n % 3).clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                wasm[8 + random.nextInt(wasm.length - 8)] = (byte) random.nextInt(256);
            }
            try {
                CoreModule module = engine.load(wasm, CoreOptions.untrusted());
                CoreInstance i = module.instantiate(CoreImports.none(), CoreLimits.defaults());
                i.meter().fuel(200_000);
                for (CoreExtern export : i.exports().values()) {
                    if (export instanceof CoreFunction f) {
                        f.call(new long[f.type().params().size()]);
                    }
                }
                i.close();
            } catch (ArcellaException e) {
                refused++;
                assertThat(e.getMessage()).as("mutation %d", n).startsWith("ARC-1");
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    @Test
    void manyFunctionsTooLargeForJavaDoNotTakeForEver() {
        ModuleBuilder b = new ModuleBuilder();
        int type = b.type(NONE, List.of(I64));
        Code large = new Code().i64(0);
        for (int i = 0; i < 20_000; i++) {
            large.i64(1_000_000).op(0x7C);
        }
        for (int i = 0; i < 10; i++) {
            b.function("f" + i, type, large);
        }
        CoreInstance i = instance(b.build());
        assertThat(i.module().interpretedFunctions()).hasSize(10);
        assertThat(i.function("f9").orElseThrow().call()).containsExactly(20_000L * 1_000_000L);
    }
}
