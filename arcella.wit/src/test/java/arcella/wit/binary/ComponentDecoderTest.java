package arcella.wit.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.wit.WitError;
import arcella.wit.component.Alias;
import arcella.wit.component.AttributedName;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.Canon;
import arcella.wit.component.CanonOption;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreSort;
import arcella.wit.component.Definition;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Primitive;
import arcella.wit.component.Sort;
import arcella.wit.component.SortIndex;
import arcella.wit.component.TypeDef;
import arcella.wit.component.ValRef;

class ComponentDecoderTest {

    private static Definition only(int section, Bytes contents) {
        Component component = ComponentDecoder.decode(Bytes.component().section(section, contents).toByteArray());
        assertThat(component.definitions()).hasSize(1);
        return component.definitions().getFirst();
    }

    private static void refuses(Bytes binary, String problem, int offset) {
        assertThatExceptionOfType(ComponentException.class)
                .isThrownBy(() -> ComponentDecoder.decode(binary.toByteArray()))
                .satisfies(e -> assertThat(e.problem()).contains(problem))
                .satisfies(e -> assertThat(e.error()).isEqualTo(WitError.COMPONENT_MALFORMED))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    private static Bytes bytes(int... bytes) {
        return new Bytes().raw(bytes);
    }

    @Test
    void anEmptyComponent() {
        Component component = ComponentDecoder.decode(Bytes.component().toByteArray());
        assertThat(component.definitions()).isEmpty();
        assertThat(component.customSections()).isEmpty();
        assertThat(component.offset()).isZero();
    }

    @Test
    void tellsBinariesApart() {
        assertThat(BinaryKind.of(slice(Bytes.component()))).isEqualTo(BinaryKind.COMPONENT);
        assertThat(BinaryKind.of(slice(Bytes.module()))).isEqualTo(BinaryKind.CORE_MODULE);
        assertThat(BinaryKind.of(slice(bytes(0, 'a', 's', 'm', 0x0e, 0, 1, 0)))).isEqualTo(BinaryKind.OTHER_WEBASSEMBLY);
        assertThat(BinaryKind.of(slice(bytes('P', 'K', 3, 4, 0, 0, 0, 0)))).isEqualTo(BinaryKind.UNKNOWN);
        assertThat(BinaryKind.of(slice(bytes()))).isEqualTo(BinaryKind.UNKNOWN);
    }

    private static ByteSlice slice(Bytes bytes) {
        return ByteSlice.of(bytes.toByteArray());
    }

    @Test
    void refusesOtherBinaries() {
        refuses(bytes(), "too short for a WebAssembly binary", 0);
        refuses(bytes('P', 'K', 3, 4, 0, 0, 0, 0), "no WebAssembly binary", 0);
        refuses(Bytes.module(), "expected a version header for a component", 4);
        refuses(bytes(0, 'a', 's', 'm', 0x0e, 0, 1, 0), "unknown binary version", 4);
    }

    @Test
    void keepsCustomSectionsAndWhereTheyStood() {
        Component component = ComponentDecoder.decode(Bytes.component()
                .section(0, new Bytes().name("first").raw(1, 2))
                .section(7, bytes(1, 0x73))
                .section(0, new Bytes().name("second")).toByteArray());
        assertThat(component.customSections()).extracting("name", "position")
                .containsExactly(tuple("first", 0), tuple("second", 1));
        assertThat(component.customSection("first").orElseThrow().data().toByteArray()).containsExactly(1, 2);
        assertThat(component.customSection("third")).isEmpty();
    }

    @Test
    void coreModulesStaySlices() {
        byte[] module = Bytes.module().section(0, new Bytes().name("x")).toByteArray();
        Definition definition = only(1, new Bytes().raw(module));
        assertThat(definition).isInstanceOfSatisfying(Definition.CoreModule.class, core -> {
            assertThat(core.bytes().toByteArray()).isEqualTo(module);
            assertThat(core.offset()).isEqualTo(10);
        });
    }

    @Test
    void nestedComponents() {
        byte[] inner = Bytes.component().section(7, bytes(1, 0x73)).toByteArray();
        assertThat(only(4, new Bytes().raw(inner))).isInstanceOfSatisfying(Definition.Nested.class, nested -> {
            assertThat(nested.component().offset()).isEqualTo(10);
            assertThat(nested.component().definitions()).hasSize(1);
        });
    }

    @Test
    void coreInstances() {
        assertThat(only(2, bytes(1, 0, 5).u32(1).name("env").raw(0x12, 7)))
                .isEqualTo(new Definition.CoreInstantiate(5, List.of(new Definition.CoreArg("env", 7)), 11));
        assertThat(only(2, bytes(1, 1).u32(1).name("mem").raw(2, 3)))
                .isEqualTo(new Definition.CoreInlineInstance(
                        List.of(new Definition.CoreExport("mem", CoreSort.MEMORY, 3)), 11));
    }

    @Test
    void instances() {
        assertThat(only(5, bytes(1, 0, 2).u32(1).name("f").raw(1, 9))).isEqualTo(new Definition.Instantiate(2,
                List.of(new Definition.Arg("f", new SortIndex(Sort.FUNC, 9))), 11));
        assertThat(only(5, bytes(1, 1).u32(1).raw(0).name("m").raw(0, 0x11, 4))).isEqualTo(new Definition.InlineInstance(
                List.of(new Definition.InlineExport(AttributedName.of("m", 13), new SortIndex(Sort.CORE_MODULE, 4))), 11));
    }

    @Test
    void aliases() {
        assertThat(only(6, bytes(1, 1, 0, 3).name("f"))).isEqualTo(
                new Definition.Aliased(new Alias.InstanceExport(Sort.FUNC, 3, "f"), 11));
        assertThat(only(6, bytes(1, 0, 4, 1, 3).name("t"))).isEqualTo(
                new Definition.Aliased(new Alias.CoreInstanceExport(Sort.CORE_TAG, 3, "t"), 11));
        assertThat(only(6, bytes(1, 3, 2, 1, 0))).isEqualTo(new Definition.Aliased(new Alias.Outer(Sort.TYPE, 1, 0), 11));
    }

    @Test
    void types() {
        assertThat(((Definition.Type) only(7, bytes(1, 0x63, 0x73, 0x80, 1))).type())
                .isEqualTo(new TypeDef.MapOf(new ValRef.Prim(Primitive.STRING), new ValRef.Index(128)));
        assertThat(((Definition.Type) only(7, bytes(1, 0x43).u32(1).name("p").raw(0x7d, 0, 0x64))).type())
                .isEqualTo(new TypeDef.Func(true, List.of(new TypeDef.Field("p", new ValRef.Prim(Primitive.U8))),
                        Optional.of(new ValRef.Prim(Primitive.ERROR_CONTEXT))));
        assertThat(((Definition.Type) only(7, bytes(1, 0x67, 0x7d, 0xff, 0xff, 0xff, 0xff, 0x0f))).type())
                .isEqualTo(new TypeDef.FixedList(new ValRef.Prim(Primitive.U8), -1));
    }

    @Test
    void canonicalDefinitions() {
        assertThat(((Definition.Canonical) only(8, bytes(1, 0, 0, 1, 3, 1, 3, 2, 6, 4))).canon())
                .isEqualTo(new Canon.Lift(1, List.of(CanonOption.StringEncoding.UTF16, new CanonOption.Memory(2),
                        new CanonOption.Async()), 4));
        assertThat(((Definition.Canonical) only(8, bytes(1, 0x21, 1, 3))).canon())
                .isEqualTo(new Canon.WaitableSetWait(true, true, 3));
        assertThat(((Definition.Canonical) only(8, bytes(1, 0x41, 1, 2, 3))).canon())
                .isEqualTo(new Canon.ThreadSpawnIndirect(true, 2, 3));
    }

    @Test
    void importsAndExportsWithAttributes() {
        assertThat(only(10, bytes(1, 2).name("a").u32(3).raw(0).name("x:y/z").raw(1).name(".2").raw(2).name("id").raw(5, 0)))
                .isEqualTo(new Definition.Import(new AttributedName("a", Optional.of("x:y/z"), Optional.of(".2"),
                        Optional.of("id"), 11), new ExternDesc.Instance(0), 11));
        assertThat(only(11, bytes(1, 1).name("t").raw(3, 0, 1, 3, 1))).isEqualTo(new Definition.Export(
                AttributedName.of("t", 11), new SortIndex(Sort.TYPE, 0), Optional.of(new ExternDesc.SubResource()), 11));
    }

    @Test
    void startAndValues() {
        assertThat(only(9, bytes(2, 1, 5, 1))).isEqualTo(new Definition.Start(2, List.of(5), 1, 10));
        assertThat(only(12, bytes(1, 0x7d, 1, 42))).isInstanceOfSatisfying(Definition.Value.class,
                value -> assertThat(value.bytes().toByteArray()).containsExactly(42));
    }

    @Test
    void sectionsEndWhereTheySay() {
        refuses(Bytes.component().section(7, bytes(1, 0x73, 0x73)), "section size mismatch", 12);
        refuses(Bytes.component().section(7, bytes(2, 0x73)), "unexpected end-of-file", 10);
        refuses(Bytes.component().raw(7, 3, 0), "unexpected end-of-file", 9);
        refuses(Bytes.component().raw(13, 0), "malformed section id: 13", 8);
    }

    @Test
    void nestingIsBounded() {
        byte[] component = Bytes.component().toByteArray();
        for (int depth = 1; depth < DecodeLimits.DEFAULT.nesting(); depth++) {
            component = Bytes.component().section(4, new Bytes().raw(component)).toByteArray();
        }
        assertThat(ComponentDecoder.decode(component)).isNotNull();
        byte[] deeper = Bytes.component().section(4, new Bytes().raw(component)).toByteArray();
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> ComponentDecoder.decode(deeper))
                .withMessageContaining("nesting too deep");
    }

    @Test
    void typesNestAsDeepAsComponents() {
        Bytes type = bytes(0x41, 0);
        for (int depth = 1; depth < 200; depth++) {
            type = bytes(0x41, 1, 1).raw(type.toByteArray());
        }
        Bytes binary = Bytes.component().section(7, bytes(1).raw(type.toByteArray()));
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> ComponentDecoder.decode(binary.toByteArray()))
                .withMessageContaining("nesting too deep");
    }
}
