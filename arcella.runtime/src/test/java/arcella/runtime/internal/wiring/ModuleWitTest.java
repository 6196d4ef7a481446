package arcella.runtime.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.worker.face.ModuleFace;

/** What a module takes and gives, of few interfaces and of very many. */
class ModuleWitTest {

    private static final FuncType NOTHING = new FuncType(false, List.of(), Optional.empty());

    private static ModuleWit of(Map<String, ExternType> imports, Map<String, ExternType> exports) {
        return ModuleWit.of(new ModuleFace(Optional.of(new ComponentType(imports, exports, Set.of(), Set.of())), Optional.empty(),
                List.copyOf(imports.keySet()), List.copyOf(exports.keySet()), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty()));
    }

    private static ExternType instance(Map<String, ExternType> exports) {
        return new ExternType.Instance(new InstanceType(exports, Set.of()));
    }

    private static ExternType with(ResourceId... resources) {
        Map<String, ExternType> exports = new LinkedHashMap<>();
        for (ResourceId resource : resources) {
            exports.put(resource.label(), new ExternType.Type(new ResourceType(resource)));
        }
        return instance(exports);
    }

    @Test
    void interfacesThatShareAResourceStandTogether() {
        ResourceId one = new ResourceId("one");
        ResourceId two = new ResourceId("two");
        ResourceId three = new ResourceId("three");
        Map<String, ExternType> imports = new LinkedHashMap<>();
        imports.put("a:b/first", with(one));
        imports.put("a:b/alone", with());
        imports.put("a:b/second", with(two));
        imports.put("a:b/other", with(three));
        imports.put("a:b/both", with(two, one));
        imports.put("a:b/others", with(three));
        assertThat(of(imports, Map.of()).imports()).extracting(ImportSet::reference, ImportSet::text).containsExactly(
                tuple("import-0", "a:b/alone"),
                tuple("import-1", "a:b/first with a:b/second with a:b/both"),
                tuple("import-2", "a:b/other with a:b/others"));
    }

    /** Whoever passes streams of the host need not be the same. */
    @Test
    void aResourceOfTheHostDoesNotBindInterfacesTogether() {
        ResourceId stream = new ResourceId("input-stream");
        Map<String, ExternType> imports = new LinkedHashMap<>();
        imports.put("wasi:io/streams@0.2.0", with(stream));
        imports.put("a:b/first", with(stream));
        imports.put("a:b/second", with(stream));
        assertThat(of(imports, Map.of()).imports()).extracting(ImportSet::reference, ImportSet::text).containsExactly(
                tuple("import-0", "a:b/first"), tuple("import-1", "a:b/second"));
    }

    private static ExternType func() {
        return new ExternType.Func(NOTHING);
    }

    /** Names of which all have one hash code: "an" and "c0" have one. */
    private static String alike(int index) {
        StringBuilder name = new StringBuilder("x");
        for (int bit = 0; bit < 15; bit++) {
            name.append((index >> bit & 1) == 0 ? "an" : "c0");
        }
        return name.toString();
    }

    private static Map<String, ExternType> many(int count, IntFunction<String> name, ExternType item) {
        Map<String, ExternType> all = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            all.put(name.apply(i), item);
        }
        return all;
    }

    /** The processor time of this thread in nanoseconds, the best of a few runs. */
    private static long time(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return best;
    }

    private static void takesEightTimesAsLong(int small, IntFunction<ModuleWit> maker) {
        long forSmall = time(() -> maker.apply(small));
        long forLarge = time(() -> maker.apply(8 * small));
        assertThat(forLarge).as("%d ns for %d, %d ns for %d", forSmall, small, forLarge, 8 * small)
                .isLessThan(forSmall * 8 * 3 + 100_000_000);
    }

    @Test
    void manyImportsTakeTimeInProportion() {
        takesEightTimesAsLong(4_000, n -> of(many(n, i -> "a:b/i" + i, with()), Map.of()));
    }

    @Test
    void manyImportsOfOneResourceTakeTimeInProportion() {
        ExternType shared = with(new ResourceId("one"));
        takesEightTimesAsLong(4_000, n -> of(many(n, i -> "a:b/i" + i, shared), Map.of()));
    }

    @Test
    void namesOfOneHashCodeTakeTimeInProportion() {
        takesEightTimesAsLong(4_000, n -> of(Map.of(), Map.of("a:b/c", instance(many(n, ModuleWitTest::alike, func())))));
    }
}
