package arcella.wit.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.component.Declaration;
import arcella.wit.component.Definition;
import arcella.wit.component.TypeDef;
import arcella.wit.fuzz.Measured;

/** Types at each limit and one past it, wherever a type can stand; what is past it is refused where it came about. */
class TypeLimitsTest {

    private static final int DEPTH = ValidationLimits.DEFAULT.typeDepth();
    private static final int NESTING = ValidationLimits.DEFAULT.typeNesting();
    private static final int SIZE = 10;
    private static final ValidationLimits SMALL = new ValidationLimits(SIZE, DEPTH, NESTING, 1_000_000, 16);

    private static Bytes many(int count, IntFunction<Bytes> definition) {
        Bytes all = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.raw(definition.apply(i).toByteArray());
        }
        return all;
    }

    /** Types 0 to {@code levels - 2}; the last is of that many levels: lists of lists of bytes. */
    private static Bytes lists(int levels) {
        return Bytes.component().section(7, many(levels - 1, i -> i == 0 ? new Bytes().raw(0x70, 0x7d)
                : new Bytes().raw(0x70).typeIndex(i - 1)));
    }

    private static Component accepted(Bytes bytes, ValidationLimits limits) {
        Component component = ComponentDecoder.decode(bytes.toByteArray());
        assertThatCode(() -> ComponentValidator.validate(component, CoreModuleValidator.TRUSTING, limits))
                .doesNotThrowAnyException();
        return component;
    }

    private static void refused(Bytes bytes, ValidationLimits limits, String problem, Where where) {
        Component component = ComponentDecoder.decode(bytes.toByteArray());
        assertThatExceptionOfType(ComponentException.class)
                .isThrownBy(() -> ComponentValidator.validate(component, CoreModuleValidator.TRUSTING, limits))
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(where.in(component)));
    }

    /** The place in a component that an error is to name. */
    private interface Where {
        int in(Component component);

        static Where definition(int index) {
            return component -> component.definitions().get(index).offset();
        }

        static Where last() {
            return component -> component.definitions().getLast().offset();
        }
    }

    /** What makes use of a type with an index, in a component that has it: appended to {@link #lists}. */
    private static Map<String, IntFunction<Bytes>> uses() {
        return Map.of(
                "the type alone", levels -> lists(levels),
                "the parameter of a function", TypeLimitsTest::function,
                "the result of a function", levels -> lists(levels).section(7,
                        new Bytes().raw(1, 0x40, 0, 0).typeIndex(levels - 2)),
                "an imported function", TypeLimitsTest::imported,
                "an exported function", levels -> imported(levels).section(11, new Bytes().raw(1, 0).name("g").raw(1, 0, 0)),
                "an imported type", levels -> lists(levels).section(10,
                        new Bytes().raw(1, 0).name("t").raw(3, 0).u32(levels - 2)),
                "an exported type", levels -> lists(levels).section(11,
                        new Bytes().raw(1, 0).name("t").raw(3).u32(levels - 2).raw(0)),
                "an imported value", levels -> lists(levels)
                        .section(10, new Bytes().raw(1, 0).name("v").raw(2, 1).typeIndex(levels - 2))
                        .section(11, new Bytes().raw(1, 0).name("w").raw(2, 0, 0)),
                "an instance type", levels -> function(levels).section(7, new Bytes().raw(1, 0x42, 2, 2, 3, 2, 1)
                        .u32(levels - 1).raw(4, 0).name("f").raw(1, 0)),
                "an instance", levels -> imported(levels).section(5, new Bytes().raw(1, 1, 1, 0).name("f").raw(1, 0)));
    }

    private static Bytes function(int levels) {
        return lists(levels).section(7, new Bytes().raw(1, 0x40, 1).name("x").typeIndex(levels - 2).raw(1, 0));
    }

    private static Bytes imported(int levels) {
        return function(levels).section(10, new Bytes().raw(1, 0).name("f").raw(1).u32(levels - 1));
    }

    static Stream<String> places() {
        return uses().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("places")
    void valueTypesNestAsDeepAsTheLimitWhereverTheyStand(String place) {
        IntFunction<Bytes> use = uses().get(place);
        accepted(use.apply(DEPTH), ValidationLimits.DEFAULT);
        refused(use.apply(DEPTH + 1), ValidationLimits.DEFAULT, "type nesting is too deep: more than " + DEPTH + " levels",
                Where.definition(DEPTH - 1));
    }

    /** A handle is one level, as the resource is no value. */
    @Test
    void resourcesAreNoLevels() {
        Bytes own = Bytes.component().section(7, new Bytes().raw(2, 0x3f, 0x7f, 0, 0x69, 0));
        accepted(own, new ValidationLimits(SIZE, 1, 1, 1_000, 16));
    }

    @Test
    void valueTypesAreAsLargeAsTheLimit() {
        IntFunction<Bytes> tuple = parts -> Bytes.component().section(7, new Bytes().raw(2, 0x7d, 0x6f)
                .raw(many(parts, i -> new Bytes().raw(0x7d)).toByteArray()));
        accepted(tuple.apply(SIZE - 1), SMALL);
        refused(tuple.apply(SIZE), SMALL, "type too large: more than 10 parts", Where.last());
    }

    @Test
    void functionsAreAsLargeAsTheLimit() {
        IntFunction<Bytes> func = params -> Bytes.component().section(7, new Bytes().raw(2, 0x7d, 0x40)
                .raw(many(params, i -> new Bytes().name("p" + i).raw(0x7d)).toByteArray()).raw(1, 0));
        accepted(func.apply(SIZE - 1), SMALL);
        refused(func.apply(SIZE), SMALL, "type too large: more than 10 parts", Where.last());
    }

    private static Bytes functions(int imports) {
        return Bytes.component().section(7, new Bytes().raw(1, 0x40, 0, 1, 0))
                .section(10, many(imports, i -> new Bytes().raw(0).name("f" + i).raw(1, 0)));
    }

    /** Imports count as one part, and exports do; with them the component is two parts larger than all that it names. */
    @Test
    void componentsAreAsLargeAsTheLimitAndTheImportThatIsTooMuchIsNamed() {
        accepted(functions(SIZE - 2), SMALL);
        refused(functions(SIZE - 1), SMALL, "type too large: more than 10 parts", Where.last());
        refused(functions(SIZE + 3), SMALL, "type too large: more than 10 parts", Where.definition(SIZE - 1));
    }

    @Test
    void theExportThatIsTooMuchIsNamed() {
        IntFunction<Bytes> exports = count -> functions(1)
                .section(11, many(count, i -> new Bytes().raw(0).name("g" + i).raw(1, 0, 0)));
        accepted(exports.apply(SIZE - 3), SMALL);
        refused(exports.apply(SIZE - 2), SMALL, "type too large: more than 10 parts", Where.last());
        refused(exports.apply(SIZE + 3), SMALL, "type too large: more than 10 parts", Where.definition(SIZE - 1));
    }

    @Test
    void theDeclarationThatIsTooMuchIsNamed() {
        IntFunction<Bytes> type = count -> {
            Bytes declared = new Bytes().raw(1, 0x42).u32(count + 1).raw(1, 0x40, 0, 1, 0);
            for (int i = 0; i < count; i++) {
                declared.raw(4, 0).name("f" + i).raw(1, 0);
            }
            return Bytes.component().section(7, declared);
        };
        accepted(type.apply(SIZE - 2), SMALL);
        refused(type.apply(SIZE + 3), SMALL, "type too large: more than 10 parts", component -> {
            TypeDef.Instance instance = (TypeDef.Instance) ((Definition.Type) component.definitions().getFirst()).type();
            Declaration ninth = instance.declarations().get(SIZE - 1);
            return ninth.offset();
        });
    }

    @Test
    void instancesAreAsLargeAsTheLimit() {
        IntFunction<Bytes> instance = count -> functions(1)
                .section(5, new Bytes().raw(1, 1).raw(many(count, i -> new Bytes().raw(0).name("g" + i).raw(1, 0)).toByteArray()));
        accepted(instance.apply(SIZE - 2), SMALL);
        refused(instance.apply(SIZE - 1), SMALL, "type too large: more than 10 parts", Where.last());
    }

    /** The last of so many instances, each but the first exported by the one after. */
    private static Bytes instances(int levels) {
        return Bytes.component().section(5, many(levels, i -> i == 0 ? new Bytes().raw(1, 0)
                : new Bytes().raw(1, 1, 0).name("a").raw(5).u32(i - 1)));
    }

    @Test
    void instancesNestAsDeepAsTheLimit() {
        accepted(instances(NESTING), ValidationLimits.DEFAULT);
        refused(instances(NESTING + 1), ValidationLimits.DEFAULT, "type nesting is too deep: instances and components in more",
                Where.last());
    }

    @Test
    void aComponentIsALevelAroundWhatItExports() {
        IntFunction<Bytes> exported = levels -> instances(levels)
                .section(11, new Bytes().raw(1, 0).name("x").raw(5, levels - 1, 0));
        accepted(exported.apply(NESTING - 1), ValidationLimits.DEFAULT);
        refused(exported.apply(NESTING), ValidationLimits.DEFAULT, "type nesting is too deep", Where.last());
    }

    /** Values as deep as they go in instances as deep as they go, which are compared with each other. */
    @Test
    void bothLimitsTogetherNeedLittleStack() throws InterruptedException {
        Bytes types = function(DEPTH);
        int count = NESTING - 1;
        int first = DEPTH;
        types.section(7, many(count, i -> new Bytes().raw(0x42, 2, 2, 3, 2, 1).u32(first + i - 1)
                .raw(4, 0).name("a").raw(i == 0 ? 1 : 5, 0)));
        int outermost = first + count - 1;
        Bytes inner = Bytes.component().section(6, new Bytes().raw(1, 3, 2, 1).u32(outermost))
                .section(10, new Bytes().raw(1, 0).name("i").raw(5, 0));
        Bytes all = types.section(4, inner)
                .section(10, new Bytes().raw(1, 0).name("i").raw(5).u32(outermost))
                .section(5, new Bytes().raw(1, 0, 0, 1).name("i").raw(5, 0));
        Measured.onSmallStack(() -> accepted(all, ValidationLimits.DEFAULT));
    }

    /** Types that go back to resources of the component's own are found only when all of it is known. */
    @Test
    void anImportOfALocalResourceIsNamed() {
        Bytes type = new Bytes().raw(3, 0x3f, 0x7f, 0, 0x40, 0, 1, 0).raw(0x41, 2, 2, 3, 2, 1, 0).raw(4, 0).name("r2").raw(3, 0, 0);
        Bytes component = Bytes.component().section(7, type)
                .section(10, new Bytes().raw(3, 0).name("f").raw(1, 1, 0).name("c").raw(4, 2, 0).name("g").raw(1, 1));
        refused(component, ValidationLimits.DEFAULT, "local resource type found in imports", Where.definition(4));
    }
}
