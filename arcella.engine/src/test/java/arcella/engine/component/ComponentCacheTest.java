package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.core.CacheState;
import arcella.engine.core.CompileCache;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.Trap;
import arcella.engine.testing.Code;
import arcella.engine.testing.ComponentBuilder;
import arcella.engine.testing.Guests;
import arcella.engine.testing.ModuleBuilder;
import arcella.error.ArcellaException;

/** What the compile cache saves a component, and that nothing gets past validation because of it. */
class ComponentCacheTest {

    private static final long ROOM = 64L << 20;

    @TempDir
    private Path temporary;

    private final List<String> compiled = new ArrayList<>();
    private CompileCache cache;

    @BeforeEach
    void open() {
        cache = CompileCache.open(temporary.resolve("cache"), ROOM);
    }

    private Component component(byte[] bytes) {
        return Component.of(bytes, CoreEngine.cached(cache), CoreOptions.untrusted(), (sha, done, all) -> compiled.add(sha));
    }

    /** One export, {@code f}, which takes and gives nothing. */
    private static byte[] lifted(Code body) {
        ModuleBuilder module = new ModuleBuilder();
        module.function("f", module.type(List.of(), List.of()), body);
        ComponentBuilder component = new ComponentBuilder();
        return component.liftPlain(component.coreInstance(component.coreModule(module.build())), "f").build();
    }

    private static void call(Component component) {
        try (ComponentInstance instance = new Linker().instantiate(component)) {
            instance.export("f").call();
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("cache"))) {
            return files.toList();
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void theKeysOfAComponentAreThoseItIsKeptUnder() {
        ComponentBuilder inner = new ComponentBuilder();
        inner.coreModule(module(2));
        ComponentBuilder outer = new ComponentBuilder();
        outer.component(inner.build());
        outer.coreModule(module(1));
        outer.coreModule(module(3));
        byte[] bytes = outer.build();
        component(bytes);
        assertThat(CoreEngine.cached(cache).cached(Component.cacheKeys(bytes, CoreOptions.untrusted())))
                .contains(CacheState.WHOLE);
        assertThat(CoreEngine.cached(cache).cached(Component.cacheKeys(bytes, CoreOptions.trusted())))
                .contains(CacheState.MISSING);
    }

    private static byte[] module(int value) {
        ModuleBuilder module = new ModuleBuilder();
        module.function("f", module.type(List.of(), List.of()), new Code().i32(value).op(0x1A));
        return module.build();
    }

    @Test
    void whatTheCacheHasIsNeitherCompiledNorValidatedAgain() throws IOException {
        byte[] module = Guests.compute("json");
        ComponentBuilder builder = new ComponentBuilder();
        builder.coreModule(module);
        byte[] bytes = builder.build();
        component(bytes);
        assertThat(compiled).isNotEmpty();
        compiled.clear();
        component(bytes);

        long before = allocatedBytes();
        component(bytes);
        long again = allocatedBytes() - before;
        before = allocatedBytes();
        new CoreEngine().outline(module);
        long validating = allocatedBytes() - before;

        assertThat(compiled).isEmpty();
        assertThat(cache.hits()).isEqualTo(2);
        assertThat(again).as("validating would make an object for each instruction").isLessThan(validating);
    }

    @Test
    void invalidCoreCodeIsRefusedEachTimeAndLeavesNoEntry() throws IOException {
        byte[] invalid = lifted(new Code().i32(1));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> component(invalid)).isInstanceOfSatisfying(ArcellaException.class,
                    e -> assertThat(e.code().number()).isEqualTo(EngineError.INVALID.number()));
            assertThat(entries()).isEmpty();
        }
    }

    @Test
    void invalidCoreCodeBesideWhatTheCacheHasIsRefused() {
        byte[] valid = lifted(new Code());
        component(valid);
        ComponentBuilder both = new ComponentBuilder();
        both.component(valid);
        both.component(lifted(new Code().i32(1)));
        byte[] bytes = both.build();
        assertThatThrownBy(() -> component(bytes)).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.INVALID.number()));
    }

    @Test
    void aDamagedOrMissingEntryIsValidatedAndCompiledAgain() throws IOException {
        byte[] bytes = lifted(new Code());
        component(bytes);
        Path entry = entries().getFirst();
        byte[] good = Files.readAllBytes(entry);

        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        Files.write(entry, bad);
        compiled.clear();
        assertThatCode(() -> call(component(bytes))).doesNotThrowAnyException();
        assertThat(compiled).isNotEmpty();
        assertThat(Files.readAllBytes(entry)).as("written anew").hasSameSizeAs(good);

        Files.delete(entry);
        compiled.clear();
        assertThatCode(() -> call(component(bytes))).doesNotThrowAnyException();
        assertThat(compiled).isNotEmpty();
    }

    @Test
    void theEntryOfAnotherModuleIsNotTakenForThisOne() throws IOException {
        component(lifted(new Code()));
        Path harmless = entries().getFirst();
        byte[] content = Files.readAllBytes(harmless);
        Files.delete(harmless);
        byte[] trapping = lifted(new Code().op(0x00));
        component(trapping);
        Files.write(entries().getFirst(), content);

        Component again = component(trapping);
        assertThatThrownBy(() -> call(again)).isInstanceOf(Trap.class);
    }
}
