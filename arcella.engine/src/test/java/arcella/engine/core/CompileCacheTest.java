package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreEngineTest.trap;
import static arcella.engine.core.CoreValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.Guests;
import arcella.engine.testing.ModuleBuilder;

class CompileCacheTest {

    private static final long ROOM = 64L << 20;

    @TempDir
    private Path temporary;

    private final List<String> compiled = new ArrayList<>();

    private Path folder() {
        return temporary.resolve("cache").resolve("engine");
    }

    private CoreModule load(CompileCache cache, byte[] wasm) {
        return CoreEngine.cached(cache)
                .load(List.of(wasm), CoreOptions.untrusted(), (sha, done, total) -> compiled.add(sha)).getFirst();
    }

    private static byte[] constant(int value) {
        ModuleBuilder b = new ModuleBuilder();
        int f = b.function("f", b.type(List.of(), List.of(I32)), new Code().i32(value));
        int boom = b.function("boom", b.type(List.of(), List.of()), new Code().op(0x00));
        b.name(f, "constant").name(boom, "explode");
        return b.build();
    }

    private static int f(CoreModule module) {
        return (int) module.instantiate(CoreImports.none(), CoreLimits.defaults()).function("f").orElseThrow()
                .call()[0];
    }

    @Test
    void theSecondStartDoesNotCompile() throws IOException {
        byte[] wasm = Guests.compute("json");
        CompileCache first = CompileCache.open(folder(), ROOM);
        long expected = load(first, wasm).instantiate(CoreImports.none(), CoreLimits.defaults())
                .function("run").orElseThrow().call(1)[0];
        assertThat(compiled).isNotEmpty();
        assertThat(first.misses()).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).singleElement().satisfies(file -> assertThat(PosixFilePermissions
                    .toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }

        compiled.clear();
        CompileCache second = CompileCache.open(folder(), ROOM);
        CoreModule again = load(second, wasm);
        assertThat(compiled).isEmpty();
        assertThat(second.hits()).isEqualTo(1);
        assertThat(again.instantiate(CoreImports.none(), CoreLimits.defaults()).function("run").orElseThrow().call(1))
                .containsExactly(expected);
        load(CompileCache.readOnly(folder()), wasm);
        assertThat(compiled).isEmpty();
    }

    @Test
    void namesTypesAndCountersSurviveTheCache() {
        CompileCache cache = CompileCache.open(folder(), ROOM);
        load(cache, constant(1));
        CoreModule module = load(cache, constant(1));
        assertThat(cache.hits()).isEqualTo(1);
        CoreInstance instance = module.instantiate(CoreImports.none(), CoreLimits.defaults());
        assertThat(trap(() -> instance.function("boom").orElseThrow().call()).guestFrames())
                .containsExactly("explode");
        instance.meter().fuel(0);
        assertThat(trap(() -> instance.function("f").orElseThrow().call()).kind())
                .isEqualTo(Trap.Kind.OUT_OF_FUEL);
        assertThat(module.exports()).hasSize(2);
        assertThat(module.functionName(0)).isEqualTo("constant");
    }

    @Test
    void optionsAndNeighboursArePartOfTheKey() {
        CompileCache cache = CompileCache.open(folder(), ROOM);
        CoreEngine engine = CoreEngine.cached(cache);
        engine.load(constant(1), CoreOptions.untrusted());
        engine.load(constant(1), CoreOptions.trusted());
        engine.load(List.of(constant(1), constant(2)), CoreOptions.trusted());
        engine.load(List.of(constant(2), constant(1)), CoreOptions.trusted());
        assertThat(cache.hits()).isZero();
        engine.load(List.of(constant(1), constant(2)), CoreOptions.trusted());
        assertThat(cache.hits()).isEqualTo(2);
    }

    @Test
    void aDamagedEntryIsCompiledAgainWhereverTheDamageIs() throws IOException {
        byte[] wasm = constant(7);
        load(CompileCache.open(folder(), ROOM), wasm);
        Path file;
        try (Stream<Path> files = Files.list(folder())) {
            file = files.findFirst().orElseThrow();
        }
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(1);
        List<byte[]> damaged = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] bad = good.clone();
            bad[i < 10 ? i * 4 : random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            damaged.add(bad);
        }
        damaged.add(new byte[0]);
        damaged.add(java.util.Arrays.copyOf(good, good.length / 2));
        damaged.add(java.util.Arrays.copyOf(good, good.length + 1));
        for (byte[] bad : damaged) {
            Files.write(file, bad);
            CompileCache cache = CompileCache.open(folder(), ROOM);
            assertThat(f(load(cache, wasm))).isEqualTo(7);
            assertThat(cache.misses()).isEqualTo(1);
            assertThat(Files.readAllBytes(file)).as("written anew").hasSameSizeAs(good);
        }
    }

    @Test
    void whatTheCacheHasIsToldWithoutLoading() throws IOException {
        CacheKeys keys = CacheKeys.of(List.of(constant(1), constant(2)), CoreOptions.untrusted());
        CompileCache cache = CompileCache.open(folder(), ROOM);
        CoreEngine engine = CoreEngine.cached(cache);
        assertThat(engine.cached(keys)).contains(CacheState.MISSING);
        engine.load(List.of(constant(1), constant(2)), CoreOptions.untrusted());
        assertThat(engine.cached(keys)).contains(CacheState.WHOLE);
        assertThat(engine.cached(CacheKeys.of(List.of(constant(2), constant(1)), CoreOptions.untrusted())))
                .as("another load").contains(CacheState.MISSING);
        assertThat(new CoreEngine().cached(keys)).as("no cache").isEmpty();
        List<Path> entries;
        try (Stream<Path> files = Files.list(folder())) {
            entries = files.toList();
        }
        Files.delete(entries.getFirst());
        assertThat(engine.cached(keys)).contains(CacheState.MISSING);
        Files.write(entries.getLast(), new byte[] {1});
        assertThat(engine.cached(keys)).contains(CacheState.DAMAGED);
        engine.load(List.of(constant(1), constant(2)), CoreOptions.untrusted());
        assertThat(engine.cached(keys)).contains(CacheState.WHOLE);
    }

    @Test
    void toAskCountsAsUse() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        CompileCache probe = CompileCache.open(temporary.resolve("probe"), ROOM);
        load(probe, constant(0));
        long room = 2 * probe.bytes() + 100;
        load(at(start, room), constant(0));
        load(at(start.plusSeconds(1), room), constant(1));
        CacheKeys keys = CacheKeys.of(List.of(constant(0)), CoreOptions.untrusted());
        CoreEngine.cached(at(start.plusSeconds(2), room)).cached(keys);
        load(at(start.plusSeconds(3), room), constant(2));
        assertThat(CoreEngine.cached(at(start.plusSeconds(4), room)).cached(keys)).contains(CacheState.WHOLE);
    }

    @Test
    void anEntryUnderAnotherNameIsNotTaken() throws IOException {
        load(CompileCache.open(folder(), ROOM), constant(1));
        Path one;
        try (Stream<Path> files = Files.list(folder())) {
            one = files.findFirst().orElseThrow();
        }
        byte[] content = Files.readAllBytes(one);
        Files.delete(one);
        load(CompileCache.open(folder(), ROOM), constant(2));
        try (Stream<Path> files = Files.list(folder())) {
            Files.write(files.findFirst().orElseThrow(), content);
        }
        assertThat(f(load(CompileCache.open(folder(), ROOM), constant(2)))).isEqualTo(2);
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        CompileCache probe = CompileCache.open(temporary.resolve("probe"), ROOM);
        load(probe, constant(0));
        long one = probe.bytes();
        for (int i = 0; i < 3; i++) {
            load(at(start.plusSeconds(i), 3 * one + 100), constant(i));
        }
        load(at(start.plusSeconds(10), 3 * one + 100), constant(0));
        load(at(start.plusSeconds(20), 3 * one + 100), constant(3));
        compiled.clear();
        CompileCache cache = at(start.plusSeconds(30), 3 * one + 100);
        assertThat(cache.bytes()).isLessThanOrEqualTo(3 * one + 100);
        load(cache, constant(0));
        load(cache, constant(2));
        load(cache, constant(3));
        assertThat(compiled).as("0 was used since, 1 is the oldest").isEmpty();
        load(cache, constant(1));
        assertThat(compiled).isNotEmpty();
    }

    private CompileCache at(Instant now, long limit) {
        return CompileCache.open(folder(), limit, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void abandonedTemporaryFilesGo() throws IOException {
        CompileCache cache = CompileCache.open(folder(), ROOM);
        Path left = Files.createFile(folder().resolve("new-1.tmp"));
        Path fresh = Files.createFile(folder().resolve("new-2.tmp"));
        Files.setLastModifiedTime(left,
                java.nio.file.attribute.FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        load(cache, constant(1));
        assertThat(left).doesNotExist();
        assertThat(fresh).as("another process may be writing it").exists();
    }

    @Test
    void aFolderThatOthersCanWriteToIsRefused() throws IOException {
        Files.createDirectories(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> CompileCache.open(folder(), ROOM)).satisfies(code(EngineError.CACHE));
        assertThatThrownBy(() -> CompileCache.readOnly(folder())).satisfies(code(EngineError.CACHE));
        assertThatThrownBy(() -> CompileCache.readOnly(temporary.resolve("none"))).satisfies(code(EngineError.CACHE));
    }

    @Test
    void manyWritersAndReadersOfTheSameEntriesAgree() throws Exception {
        CompileCache probe = CompileCache.open(temporary.resolve("probe"), ROOM);
        load(probe, constant(0));
        long room = probe.bytes() * 5 / 2;
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int value = i % 3;
                // Caches of their own, as processes have; and little room, so that entries are removed all the time.
                work.add(() -> f(CoreEngine.cached(CompileCache.open(folder(), room)).load(constant(value))) - value);
            }
            for (Future<Integer> result : pool.invokeAll(work)) {
                assertThat(result.get()).isZero();
            }
        }
    }

    @Test
    void theCompiledFormRunsElsewhere() {
        byte[] form = new CoreEngine().load(constant(5)).compiledForm();
        assertThat(f(new CoreEngine().restore(form))).isEqualTo(5);
        assertThatThrownBy(() -> new CoreEngine().restore(constant(5))).satisfies(code(EngineError.MALFORMED));
        assertThatThrownBy(() -> new CoreEngine().restore(java.util.Arrays.copyOf(form, form.length - 9)))
                .satisfies(code(EngineError.MALFORMED));
    }
}
