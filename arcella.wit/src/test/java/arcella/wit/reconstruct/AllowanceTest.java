package arcella.wit.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.error.ArcellaException;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.fuzz.Measured;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeDigest;
import arcella.wit.typed.TypeText;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/** Types that the binary shares are written out in WIT, and not without bounds. */
class AllowanceTest {

    private static ResolvedComponent valid(byte[] wasm) {
        return ComponentValidator.validate(ComponentDecoder.decode(wasm), CoreModuleValidator.TRUSTING);
    }

    private static String text(byte[] wasm) {
        return Reconstruction.partialWorld(valid(wasm)).text();
    }

    /** Written out these would have 2.9, 130 and 1050 million letters. */
    @ParameterizedTest
    @CsvSource({"0, 18", "1000, 17", "8000, 17"})
    void typesTooLargeAreRefusedEarly(int name, int levels) {
        byte[] wasm = SharedTypes.tuples(name, levels, 0);
        ResolvedComponent component = valid(wasm);
        long allocated = Measured.allocatedBy(() -> assertThatThrownBy(() -> Reconstruction.partialWorld(component))
                .isInstanceOf(ArcellaException.class)
                .hasMessageStartingWith("ARC-6007 the component's types are too large to be written as WIT: more than "
                        + (65_536 + 8 * wasm.length) + " letters, since types without names, which the binary shares, are"));
        assertThat(allocated).isLessThan(5_000_000);
        assertThatThrownBy(() -> Reconstruction.world(component)).hasMessageStartingWith("ARC-6007");
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "0, 11", "10, 10", "1000, 5"})
    void moderateOnesAreWritten(int name, int levels) {
        assertThat(text(SharedTypes.tuples(name, levels, 0)).split("tuple<", -1)).hasSize(1 << levels);
    }

    @Test
    void manyMentionsOfALongNameAreRefused() {
        assertThat(text(SharedTypes.longName(1000, 50))).contains("r".repeat(1000) + ");");
        assertThatThrownBy(() -> text(SharedTypes.longName(1000, 1000))).hasMessageStartingWith("ARC-6007");
    }

    /** What is counted is no less than what is written, but for little. */
    @Test
    void whatIsWrittenIsWithinTheAllowance() {
        for (int functions = 1; functions < 60_000; functions *= 2) {
            byte[] wasm = SharedTypes.mentions(3, 0x7d, functions);
            try {
                assertThat(text(wasm).length()).isLessThan((int) (1.1 * (65_536 + 8 * wasm.length)));
            } catch (ArcellaException e) {
                assertThat(e.getMessage()).startsWith("ARC-6007");
                assertThat(functions).isGreaterThan(500);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 18", "1000, 17", "8000, 17"})
    void digestsAndWordsOfSharedTypesAreSmall(int name, int levels) {
        ResolvedComponent component = valid(SharedTypes.tuples(name, levels, 0));
        FuncType type = ((ExternType.Func) component.type().imports().get("the-f")).type();
        InstanceType instance = new InstanceType(component.type().imports(), Set.of());
        Runnable work = () -> {
            ClosedTypes types = new ClosedTypes();
            List<WitFunction.Param> params = types.params(type);
            assertThat(TypeText.brief(params.getFirst().type())).hasSizeLessThan(1_100).startsWith("tuple<tuple<tuple<…, …>");
            assertThat(TypeText.signature(params, List.of(), Map.of(), 10)).isEqualTo("func(x: tu…");
            assertThat(TypeText.handleIn(params.getFirst().type()).isPresent()).isEqualTo(name > 0);
            Map<String, InstanceType> owners = new LinkedHashMap<>();
            owners.put("a:b/c", instance);
            assertThat(TypeDigest.functions(owners, List.of(instance, instance))).hasSize(2)
                    .allSatisfy(digests -> assertThat(digests).containsOnlyKeys("the-f"));
        };
        // Once for the classes.
        work.run();
        long allocated = Measured.allocatedBy(work);
        assertThat(allocated).isLessThan(3_000_000);
    }

    /** A tuple of 90 such tuples, and again: within validation's million parts, and of few branches each. */
    @Test
    void wideTypesAreCutInWords() {
        WitType type = WitType.Primitive.U8;
        for (int i = 0; i < 3; i++) {
            type = new WitType.TupleType(Collections.nCopies(90, type));
        }
        assertThat(TypeText.brief(type)).hasSize(TypeText.MOST_LETTERS + 1).endsWith("…");
        assertThat(TypeText.parts(type)).hasSize(TypeText.MOST_LETTERS + 1);
    }
}
