package arcella.wit.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.error.ArcellaException;
import arcella.wit.TypeDef;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitWorld;
import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.semver.WitDiff;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitText;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/**
 * Holds what is made from a component to the WIT that the component was built from. {@code guest.wasm} was built from
 * {@code guest.wit} by jco 1.35: {@code componentEmbed} with a dummy module, then {@code componentNew}.
 */
class ReconstructionTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ReconstructionTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static ResolvedComponent validated(String name) throws IOException {
        return ComponentValidator.validate(ComponentDecoder.decode(resource(name)), CoreModuleValidator.TRUSTING);
    }

    private static ResolvedWit made(String name) throws IOException {
        return Reconstruction.world(validated(name));
    }

    private static ResolvedWit source() throws IOException {
        return source("guest.wit");
    }

    private static ResolvedWit source(String name) throws IOException {
        return WitText.parse(name, new String(resource(name), StandardCharsets.UTF_8));
    }

    @Test
    void theWorldIsThatOfTheSource() throws IOException {
        ResolvedWit made = made("guest.wasm");
        ResolvedWit source = source();
        WitId world = Reconstruction.ROOT.item(Reconstruction.WORLD);
        WitId original = source.root().item("guest");
        for (WitDiff.Role role : WitDiff.Role.values()) {
            assertThat(WitDiff.worlds(source.library(), original, made.library(), world, role).changes())
                    .as(WitPrinter.print(made.library(), made.root()))
                    .isEmpty();
        }
        WitWorld complete = source.library().elaborate(original);
        WitWorld again = made.library().elaborate(world);
        assertThat(names(again)).containsExactlyInAnyOrderElementsOf(names(complete));
    }

    @Test
    void interfacesTakeOverWhatTheyTookOver() throws IOException {
        WitLibrary made = made("guest.wasm").library();
        WitInterface draw = made.interfaceAt(WitId.parse("my:guest/draw@1.2.0"));
        assertThat(draw.types())
                .filteredOn(TypeDef.Use.class::isInstance)
                .extracting(TypeDef::name, type -> ((TypeDef.Use) type).original())
                .contains(
                        tuple("point", "point"),
                        tuple("figure", "shape"),
                        tuple("file", "file"));
        WitInterface types = made.interfaceAt(WitId.parse("my:guest/types@1.2.0"));
        assertThat(WitPrinter.print(types.type("file").orElseThrow())).isEqualTo("""
                resource file {
                  constructor(name: string);

                  read: func(n: id) -> result<list<u8>, color>;

                  open: static func(p: perms) -> file;
                }
                """);
    }

    /** {@code uses.wasm} comes from {@code uses.wit} as {@code guest.wasm} does. */
    @ParameterizedTest
    @ValueSource(strings = {"guest", "uses"})
    void interfacesAreThoseOfTheSource(String name) throws IOException {
        WitPackage made = made(name + ".wasm").library().packages().values().stream()
                .filter(one -> !one.id().equals(Reconstruction.ROOT)).findFirst().orElseThrow();
        ResolvedWit source = source(name + ".wit");
        assertThat(made.interfaces()).allSatisfy(one -> {
            WitInterface original = source.library().interfaceAt(made.id().item(one.name()));
            assertThat(one.types()).as(one.name()).containsExactlyInAnyOrderElementsOf(original.types());
            assertThat(one.functions()).as(one.name()).containsExactlyInAnyOrderElementsOf(original.functions());
        });
        assertThat(made.interfaces()).hasSameSizeAs(source.library().packages().get(made.id()).interfaces());
    }

    /** {@code partly.wasm} is {@code partly.wat}, assembled. */
    @Test
    void whatHasNoFormIsLeftOutAndSaid() throws IOException {
        Reconstruction.Partial made = Reconstruction.partialWorld(validated("partly.wasm"));
        assertThat(made.text()).isEqualTo("""
                package root:component;

                world root {
                  resource res {
                    size: func() -> u32;
                  }

                  record t {
                    x: u8,
                  }

                  import a:b/types;

                  import a:b/user;
                }

                package a:b {
                  interface types {
                    enum color {
                      red,
                    }

                    resource file;
                  }

                  interface user {
                    use types.{color as color-n0, file};

                    type color = color-n0;

                    f: func(c: color-n0) -> file;

                    g: func(cs: color);
                  }
                }

                // Not in this text, or not as the component has it:
                // a world has no form for 'm', a module
                // 't' is an exported type; it stands among the types of the world, which are imported
                // a world has no form for 'c', a component
                """);
        assertThat(WitText.parse("made.wit", made.text()).library()).isEqualTo(made.wit().library());
        assertThatThrownBy(() -> Reconstruction.world(validated("partly.wasm")))
                .hasMessageContaining("a world has no form for 'm', a module");
    }

    @Test
    void whatIsMadePrintsAndReadsBack() throws IOException {
        ResolvedWit made = made("guest.wasm");
        String text = WitPrinter.print(made.library(), made.root());
        assertThat(WitText.parse("made.wit", text).library()).as(text).isEqualTo(made.library());
    }

    /** {@code package-v1.wat} and {@code package-v2.wat} are the same package in both encodings. */
    @ParameterizedTest
    @ValueSource(strings = {"package-v1.wasm", "package-v2.wasm"})
    void encodedPackagesAreRead(String name) throws IOException {
        ResolvedWit made = Reconstruction.packageOf(validated(name));
        assertThat(WitPrinter.print(made.library(), made.root())).isEqualTo("""
                package local:demo@1.0.0;

                interface types {
                  record point {
                    x: u32,
                  }

                  resource file {
                    constructor(at: point);

                    read: func(n: u32) -> list<u8>;
                  }
                }

                interface namespace {
                  use types.{point, file};

                  use wasi:io/poll@0.2.0.{pollable};

                  open: func(name: string, p: point) -> file;

                  wait: func(p: borrow<pollable>);
                }

                world the-world {
                  import types;

                  import log: func(m: string);

                  export run: func();
                }

                package wasi:io@0.2.0 {
                  interface poll {
                    resource pollable;
                  }
                }
                """);
    }

    @Test
    void whatWitHasNoFormForIsRefused() throws IOException {
        assertThatThrownBy(() -> Reconstruction.packageOf(validated("guest.wasm")))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("not an encoded WIT package: it has imports");
        assertThatThrownBy(() -> Reconstruction.world(validated("package-v2.wasm")))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("a world has no form for 'types', a type");
    }

    @Test
    void hugeFixedListsAreRefused() {
        BodyMaker maker = new BodyMaker(new Origins(), Optional.empty(), Set.of(), new Omissions(Letters.ofComponent(0)));
        ExternType huge = new ExternType.Type(new FixedListType(PrimitiveType.of(Primitive.U8), 1L << 31));
        assertThatThrownBy(() -> maker.add("t", huge))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("a list of fixed length 2147483648");
    }

    private static List<String> names(WitWorld world) {
        return Stream.concat(world.imports().stream(), world.exports().stream())
                .map(item -> item.externName().toString())
                .toList();
    }

    @Test
    void typesOfFunctionsAndInstancesHaveNoForm() {
        for (int form : List.of(0x40, 0x41, 0x42)) {
            Bytes type = form == 0x40 ? new Bytes().raw(1, 0x40, 0, 1, 0) : new Bytes().raw(1, form, 0);
            byte[] inner = Bytes.component().section(7, type).section(11, new Bytes().raw(1, 0, 1, 't', 3, 0, 0)).toByteArray();
            byte[] binary = Bytes.component().section(4, new Bytes().raw(inner)).section(5, new Bytes().raw(1, 0, 0, 0))
                    .section(11, new Bytes().raw(1, 0, 1, 'i', 5, 0, 0)).toByteArray();
            ResolvedComponent valid =
                    ComponentValidator.validate(ComponentDecoder.decode(binary), CoreModuleValidator.TRUSTING);
            assertThatThrownBy(() -> Reconstruction.world(valid)).hasMessageStartingWith("ARC-6003 't' is a");
        }
    }
}
