package arcella.wit.fuzz;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.binary.NameSectionDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.reconstruct.Reconstruction;
import arcella.wit.reconstruct.SharedTypes;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.semver.WitDiff;
import arcella.wit.text.ResolvedWit;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/** Components of one thing many times over, in as few bytes each as the format allows. */
final class ComponentFamilies {

    private record Input(String name, IntFunction<Bytes> binary) {

        IntFunction<byte[]> bytes() {
            return n -> binary.apply(n).toByteArray();
        }
    }

    private ComponentFamilies() {}

    /** Decoded and validated. */
    static Stream<Family> validated() {
        return Stream.concat(
                Stream.of(known(), types(), core(), instances())
                        .flatMap(inputs -> inputs)
                        .map(input -> Family.of("validate: " + input.name, input.bytes(), ComponentFamilies::valid)),
                Stream.of(OUTLINE));
    }

    /** Decoded only. */
    static Stream<Family> decoded() {
        return Stream.of(known(), types(), core(), instances())
                .flatMap(inputs -> inputs)
                .map(input -> Family.of("decode: " + input.name, input.bytes(), ComponentDecoder::decode));
    }

    /** Made into WIT, and that into text; some take too much. */
    static Stream<Family> printed() {
        return Stream.concat(
                        Stream.of("imports of resources", "imports of interfaces", "imports of instances", "imports of types")
                                .flatMap(name -> Stream.concat(known(), instances()).filter(input -> input.name.equals(name))),
                        shared())
                .map(input -> new Family("reconstruct: " + input.name, input.bytes(), ComponentFamilies::valid, valid -> {
                    try {
                        return Reconstruction.partialWorld((ResolvedComponent) valid).text();
                    } catch (ArcellaException tooMuch) {
                        if (tooMuch.code().number() != WitError.WIT_LIMIT.number()) {
                            throw tooMuch;
                        }
                        return tooMuch;
                    }
                }));
    }

    /** Made into WIT, and that compared with other WIT in which every function has become another. */
    static Stream<Family> compared() {
        return Stream.of(new Family("diff: functions of a tuple", n -> SharedTypes.mentions(1, 0x7d, n),
                bytes -> new ResolvedWit[] {Reconstruction.world((ResolvedComponent) valid(bytes)),
                    Reconstruction.world((ResolvedComponent) valid(
                            SharedTypes.mentions(1, 0x7b, ((ResolvedComponent) valid(bytes)).type().imports().size())))},
                both -> {
                    ResolvedWit[] wit = (ResolvedWit[]) both;
                    WitId world = Reconstruction.ROOT.item(Reconstruction.WORLD);
                    return WitDiff.worlds(wit[0].library(), world, wit[1].library(), world, WitDiff.Role.COMPONENT).toString();
                }));
    }

    /** What a byte mentions and WIT writes out. */
    private static Stream<Input> shared() {
        return Stream.of(
                new Input("functions of a tuple", n -> new Bytes().raw(SharedTypes.mentions(1, 0x7d, n))),
                new Input("functions of a tuple of tuples, until it is too much",
                        n -> new Bytes().raw(SharedTypes.mentions(5, 0x7d, n))),
                new Input("tuples of the one before twice, until it is too much",
                        n -> new Bytes().raw(SharedTypes.tuples(0, 17, n))),
                new Input("tuples over a long name, until it is too much",
                        n -> new Bytes().raw(SharedTypes.tuples(n, 17, n))),
                new Input("functions of a resource with a long name, until it is too much",
                        n -> new Bytes().raw(SharedTypes.longName(n, n))));
    }

    private static Object valid(byte[] bytes) {
        Component component = ComponentDecoder.decode(bytes);
        NameSectionDecoder.decode(component);
        try {
            return ComponentValidator.validate(component, CoreModuleValidator.TRUSTING);
        } catch (ComponentException e) {
            if (!e.problem().startsWith("component too complex")) {
                throw e;
            }
            return e;
        }
    }

    private static final Family OUTLINE = Family.of("outline: functions of a core module", n -> Bytes.module().section(1, new Bytes().raw(1, 0x60, 0, 0))
                        .section(2, many(n, i -> new Bytes().name("m").name("f" + i).raw(0, 0))).toByteArray(),
                        bytes -> CoreModuleDecoder.decode(ByteSlice.of(bytes)));

    private static Bytes many(int count, IntFunction<Bytes> definition) {
        Bytes all = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.raw(definition.apply(i).toByteArray());
        }
        return all;
    }

    /** The shortest names there are: letters. */
    static String letters(int index) {
        return ShortNames.of(index);
    }

    private static Input binary(String name, IntFunction<Bytes> input) {
        return new Input(name, input);
    }

    private static Input section(String name, int id, int... bytes) {
        return binary(name, n -> Bytes.component().section(id, many(n, i -> new Bytes().raw(bytes))));
    }

    private static Input sections(String name, int id, Bytes contents) {
        return binary(name, n -> {
            Bytes all = Bytes.component();
            for (int i = 0; i < n; i++) {
                all.section(id, contents);
            }
            return all;
        });
    }

    private static Stream<Input> known() {
        Bytes module = Bytes.module().section(1, new Bytes().raw(1, 0x60, 0, 0));
        return Stream.of(
                binary("types", n -> Bytes.component().section(7, many(n, i -> new Bytes().raw(0x70, 0x7d)))),
                binary("types of the one before", n -> Bytes.component().section(7, many(n, i -> i % 90 == 0
                        ? new Bytes().raw(0x70, 0x7d) : new Bytes().raw(0x6b).typeIndex(i - 1)))),
                binary("fields", n -> Bytes.component().section(7, new Bytes().raw(1, 0x72)
                        .raw(many(n, i -> new Bytes().name("f" + i).raw(0x7d)).toByteArray()))),
                binary("labels", n -> Bytes.component().section(7, new Bytes().raw(1, 0x6d)
                        .raw(many(n, i -> new Bytes().name("f" + i)).toByteArray()))),
                binary("parameters", n -> Bytes.component().section(7, new Bytes().raw(1, 0x40)
                        .raw(many(n, i -> new Bytes().name("f" + i).raw(0x7d)).toByteArray()).raw(1, 0))),
                binary("resources", n -> Bytes.component().section(7, many(n, i -> new Bytes().raw(0x3f, 0x7f, 0)))),
                binary("imports", n -> Bytes.component().section(7, new Bytes().raw(1, 0x40, 0, 1, 0))
                        .section(10, many(n, i -> new Bytes().raw(0).name("a:b/i" + i).raw(1, 0)))
                        .section(10, new Bytes().raw(0))),
                binary("imports of resources", n -> Bytes.component()
                        .section(10, many(n, i -> new Bytes().raw(0).name("r" + i).raw(3, 1)))),
                binary("exports", n -> Bytes.component().section(7, new Bytes().raw(1, 0x3f, 0x7f, 0))
                        .section(11, many(n, i -> new Bytes().raw(0).name("r" + i).raw(3, 0, 0)))),
                binary("canonical built-ins", n -> Bytes.component().section(8, many(n, i -> new Bytes().raw(0x24)))),
                binary("inline instances", n -> Bytes.component().section(5, many(n, i -> new Bytes().raw(1, 0)))),
                binary("components inside", n -> {
                    Bytes all = Bytes.component();
                    for (int i = 0; i < n; i++) {
                        all.section(4, Bytes.component());
                    }
                    return all;
                }),
                binary("instances of a component", n -> Bytes.component().section(4, Bytes.component())
                        .section(5, many(n, i -> new Bytes().raw(0, 0, 0)))),
                binary("core modules", n -> {
                    Bytes all = Bytes.component();
                    for (int i = 0; i < n; i++) {
                        all.section(1, module);
                    }
                    return all;
                }),
                binary("core types", n -> Bytes.component().section(3, many(n, i -> new Bytes().raw(0x60, 1, 0x7f, 0)))),
                binary("exports of an instance type", n -> Bytes.component().section(7, new Bytes().raw(1, 0x42)
                        .raw(many(n, i -> new Bytes().raw(4, 0).name("r" + i).raw(3, 1)).toByteArray()))),
                binary("outer aliases", n -> Bytes.component().section(7, new Bytes().raw(1, 0x7d))
                        .section(6, many(n, i -> new Bytes().raw(3, 2, 0, 0)))),
                binary("custom sections", n -> {
                    Bytes all = Bytes.component();
                    for (int i = 0; i < n; i++) {
                        all.section(0, new Bytes().name("x"));
                    }
                    return all;
                }),
                binary("names in the name section", n -> Bytes.component().section(0, new Bytes().name("component-name")
                        .section(1, new Bytes().raw(1).raw(many(n, i -> new Bytes().u32(i).name("n" + i)).toByteArray())))));
    }

    private static Stream<Input> types() {
        return Stream.of(
                section("primitive types", 7, 0x7f),
                section("options", 7, 0x6b, 0x7d),
                section("results", 7, 0x6a, 0, 0),
                section("futures", 7, 0x65, 0),
                section("tuples", 7, 0x6f, 1, 0x7d),
                section("records", 7, 0x72, 1, 1, 'a', 0x7d),
                section("enums", 7, 0x6d, 1, 1, 'a'),
                section("flags", 7, 0x6e, 1, 1, 'a'),
                section("variants", 7, 0x71, 1, 1, 'a', 0, 0),
                binary("cases of a variant", n -> Bytes.component().section(7, new Bytes().raw(1, 0x71)
                        .raw(many(n, i -> new Bytes().name(letters(i)).raw(0, 0)).toByteArray()))),
                binary("parts of a tuple", n -> Bytes.component().section(7, new Bytes().raw(1, 0x6f)
                        .raw(many(n, i -> new Bytes().raw(0x7d)).toByteArray()))),
                section("functions", 7, 0x40, 0, 1, 0),
                section("instance types without anything", 7, 0x42, 0),
                section("component types without anything", 7, 0x41, 0),
                section("instance types of one type", 7, 0x42, 1, 1, 0x7f),
                section("instance types of one resource", 7, 0x42, 1, 4, 0, 1, 'a', 3, 1),
                section("component types of one resource", 7, 0x41, 1, 3, 0, 1, 'a', 3, 1));
    }

    private static Stream<Input> core() {
        return Stream.of(
                section("core structures", 3, 0x5f, 0),
                section("empty recursion groups", 3, 0x4e, 0),
                binary("core structures in a group", n -> Bytes.component().section(3, new Bytes().raw(1, 0x4e)
                        .raw(many(n, i -> new Bytes().raw(0x5f, 0)).toByteArray()))),
                section("module types", 3, 0x50, 0),
                section("module types of one type", 3, 0x50, 1, 1, 0x60, 0, 0),
                section("core instances", 2, 1, 0),
                section("threads that yield", 8, 0x0c, 0),
                section("returns of a task", 8, 9, 1, 0, 0),
                binary("resources that are dropped", n -> Bytes.component().section(7, new Bytes().raw(1, 0x3f, 0x7f, 0))
                        .section(8, many(n, i -> new Bytes().raw(3, 0)))),
                binary("streams that are read", n -> Bytes.component().section(7, new Bytes().raw(1, 0x66, 0))
                        .section(8, many(n, i -> new Bytes().raw(0x0f, 0, 0)))),
                binary("types of a core module", n -> Bytes.component().section(1, Bytes.module()
                        .section(1, many(n, i -> new Bytes().raw(0x60, 0, 0))))),
                binary("imports of a core module", n -> Bytes.component().section(1, Bytes.module()
                        .section(1, new Bytes().raw(1, 0x60, 0, 0))
                        .section(2, many(n, i -> new Bytes().name("").name(letters(i)).raw(0, 0))))));
    }

    private static Stream<Input> instances() {
        return Stream.of(
                sections("empty sections", 7, new Bytes().raw(0)),
                binary("imports of interfaces", n -> Bytes.component().section(7, new Bytes().raw(1, 0x42, 0))
                        .section(10, many(n, i -> new Bytes().raw(0).name("a:b/" + letters(i)).raw(5, 0)))),
                binary("imports of instances", n -> Bytes.component().section(7, new Bytes().raw(1, 0x42, 0))
                        .section(10, many(n, i -> new Bytes().raw(0).name(letters(i)).raw(5, 0)))),
                binary("imports of types", n -> Bytes.component().section(7, new Bytes().raw(1, 0x7f))
                        .section(10, many(n, i -> new Bytes().raw(0).name(letters(i)).raw(3, 0, 0)))),
                binary("exports of an inline instance", n -> Bytes.component().section(7, new Bytes().raw(1, 0x3f, 0x7f, 0))
                        .section(5, new Bytes().raw(1, 1)
                                .raw(many(n, i -> new Bytes().raw(0).name(letters(i)).raw(3, 0)).toByteArray()))),
                copies("copies of an instance type", letters -> letters + "-and-more"),
                copies("copies of an instance type until it is too much", letters -> letters),
                binary("instances of a component with a resource, until it is too much", n -> Bytes.component()
                        .section(4, Bytes.component().section(7, new Bytes().raw(1, 0x3f, 0x7f, 0))
                                .section(11, new Bytes().raw(1, 0).name("a").raw(3, 0, 0)))
                        .section(5, many(n, i -> new Bytes().raw(0, 0, 0)))));
    }

    /** Each import has the types of its instance as types of its own, since they mention a resource of the instance. */
    private static Input copies(String name, Function<String, String> importName) {
        return binary(name, n -> Bytes.component()
                .section(7, new Bytes().raw(1, 0x42).u32(5).raw(4, 0).name("r").raw(3, 1).raw(1, 0x69, 0).raw(1, 0x6b, 1)
                        .raw(1, 0x6f, 1, 2).raw(4, 0).name("t").raw(3, 0, 3))
                .section(10, many(n, i -> new Bytes().raw(0).name(importName.apply(letters(i))).raw(5, 0))));
    }
}
