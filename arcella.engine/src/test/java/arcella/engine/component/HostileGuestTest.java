package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** Guests that answer what no guest may: each call traps and names the cause, and other instances go on. */
class HostileGuestTest {

    private static final Component GUEST = Assembled.component("hostile");
    private static final int PLACE = 64;

    private final ComponentInstance guest = new Linker().instantiate(GUEST);
    private final ComponentInstance other = new Linker().instantiate(GUEST);

    private static WitValue u32(long value) {
        return new WitValue.U32(value);
    }

    private void poke(int at, long value) {
        guest.export("poke").call(u32(at), u32(value));
    }

    /** Makes the next results those words. */
    private void answer(long... words) {
        for (int i = 0; i < words.length; i++) {
            poke(PLACE + 4 * i, words[i]);
        }
        guest.export("set-ret").call(u32(PLACE));
    }

    private void traps(String function, String cause, WitValue... arguments) {
        assertThatThrownBy(() -> guest.export(function).call(arguments))
                .isInstanceOf(Trap.class).hasMessageContaining(cause);
        assertThat(guest.poisoned()).isTrue();
        assertThatThrownBy(() -> guest.export("peek").call(u32(0))).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.POISONED.number()));
        otherGoesOn();
    }

    private void place(long address) {
        guest.export("set-place").call(u32(address));
    }

    @Test
    void misalignedSpaceForAList() {
        place(1028);
        traps("take-longs", "realloc return: result not aligned", new WitValue.ListOf(List.of(new WitValue.U64(1))));
    }

    @Test
    void misalignedSpaceForAWideString() {
        place(1025);
        traps("take-wide-string", "realloc return: result not aligned", new WitValue.Text("text"));
    }

    @Test
    void spaceThatEndsOutside() {
        place(65_532);
        traps("take-string", "realloc return: beyond end of memory", new WitValue.Text("longer"));
    }

    @Test
    void spaceThatBeginsOutside() {
        place(0xffff_fff0L);
        traps("take-string", "realloc return: beyond end of memory", new WitValue.Text("x"));
    }

    @Test
    void spaceThatIsGivenTwiceHarmsTheGuestOnly() {
        List<WitValue> many = Collections.nCopies(10, new WitValue.Text("overlapping"));
        assertThat(guest.export("take-strings").call(new WitValue.ListOf(many))).contains(u32(10));
        assertThat(guest.poisoned()).isFalse();
        assertThat(other.export("peek").call(u32(1024))).contains(u32(0));
    }

    @Test
    void stringsAsLongAsTheirNumbersGo() {
        for (String function : List.of("get-string", "get-wide-string", "get-latin-string", "get-bytes", "get-longs")) {
            for (long length : new long[] {0x7fff_ffffL, 0x8000_0000L, 0x8000_0001L, 0xffff_fff8L, 0xffff_ffffL}) {
                try (ComponentInstance fresh = new Linker().instantiate(GUEST)) {
                    fresh.export("poke").call(u32(PLACE), u32(1024));
                    fresh.export("poke").call(u32(PLACE + 4), u32(length));
                    fresh.export("set-ret").call(u32(PLACE));
                    if (function.equals("get-latin-string") && length >>> 1 == 0x4000_0000L) {
                        // The upper bit says UTF-16, so that these are no unit and one.
                        assertThat(fresh.export(function).call())
                                .contains(new WitValue.Text("\0".repeat((int) (length & 1))));
                        continue;
                    }
                    assertThatThrownBy(() -> fresh.export(function).call()).as("%s of %d", function, length)
                            .isInstanceOf(Trap.class)
                            .hasMessageContaining("more than the");
                    otherGoesOn();
                }
            }
        }
    }

    @Test
    void aLengthOutsideIsNamedSo() {
        answer(1024, 100_000_000);
        traps("get-string", "out of bounds of memory");
    }

    @Test
    void rulesAndLimitsHaveCodesOfTheirOwn() {
        answer(1024, 2);
        poke(1024, 0x0000_28c3);
        assertThatThrownBy(() -> guest.export("get-string").call())
                .isInstanceOfSatisfying(Trap.class, e -> assertThat(e.kind()).isEqualTo(Trap.Kind.COMPONENT_RULE));
        ComponentInstance large = new Linker().valueBytes(1000).instantiate(GUEST);
        large.export("poke").call(u32(PLACE), u32(1024));
        large.export("poke").call(u32(PLACE + 4), u32(2000));
        large.export("set-ret").call(u32(PLACE));
        assertThatThrownBy(() -> large.export("get-bytes").call())
                .isInstanceOfSatisfying(Trap.class, e -> assertThat(e.kind()).isEqualTo(Trap.Kind.VALUES_LIMIT))
                .hasMessageContaining("host-call-bytes");
    }

    @Test
    void handlesEndAtTheirLimit() {
        Component resources = Assembled.component("resources");
        ComponentInstance full = new Linker().handles(100).instantiate(resources);
        ComponentInstance another = new Linker().handles(100).instantiate(resources);
        for (int i = 1; i <= 100; i++) {
            assertThat(full.export("make-raw").call(u32(i))).contains(u32(i));
        }
        assertThatThrownBy(() -> full.export("make-raw").call(u32(101)))
                .isInstanceOfSatisfying(Trap.class, e -> assertThat(e.kind()).isEqualTo(Trap.Kind.HANDLES_LIMIT))
                .hasMessageContaining("limit of 100 handles");
        assertThat(another.export("make-raw").call(u32(1))).contains(u32(1));
    }

    /** Whatever became of the others, this one goes on. */
    private void otherGoesOn() {
        other.export("poke").call(u32(8), u32(77));
        assertThat(other.export("peek").call(u32(8))).contains(u32(77));
    }

    @Test
    void listsOfListsThatPointAtTheSamePlace() {
        // 4096 lists, each the same 4096 lists of the same 4096 bytes: 64 GiB of a memory of 64 KiB.
        answer(1024, 4096);
        for (int i = 0; i < 4096; i++) {
            poke(1024 + 8 * i, 1024);
            poke(1028 + 8 * i, 4096);
        }
        traps("get-lists", "more than its limit of 67108864 bytes");
    }

    @Test
    void textThatIsNone() {
        answer(1024, 2);
        poke(1024, 0x0000_28c3);
        traps("get-string", "invalid utf-8");
    }

    @Test
    void surrogatesInUtf8() {
        answer(1024, 3);
        poke(1024, 0x0080_a0ed);
        traps("get-string", "invalid utf-8");
    }

    @Test
    void aLoneSurrogate() {
        answer(1024, 2);
        poke(1024, 0x0041_d800);
        traps("get-wide-string", "utf-16");
    }

    @Test
    void aLoneSurrogateAtTheEnd() {
        answer(1024, 0x8000_0001L);
        poke(1024, 0xdc00);
        traps("get-latin-string", "utf-16");
    }

    @Test
    void resultsAtNoPlace() {
        guest.export("set-ret").call(u32(PLACE + 2));
        traps("get-string", "unaligned pointer");
    }

    @Test
    void resultsOutside() {
        guest.export("set-ret").call(u32(65_532));
        traps("get-string", "out of bounds");
    }

    @Test
    void aCaseThatIsNone() {
        answer(2, 0);
        traps("get-shape", "discriminant");
    }

    @Test
    void aLabelThatIsNone() {
        guest.export("set-ret").call(u32(3));
        traps("get-color", "discriminant");
    }

    @Test
    void charsThatAreNone() {
        for (long code : new long[] {0xd800, 0xdfff, 0x11_0000, 0xffff_ffffL}) {
            try (ComponentInstance fresh = new Linker().instantiate(GUEST)) {
                fresh.export("set-ret").call(u32(code));
                assertThatThrownBy(() -> fresh.export("get-char").call()).isInstanceOf(Trap.class)
                        .hasMessageContaining("char");
                otherGoesOn();
            }
        }
    }

    /** The specification gives these a meaning: flags past the last are dropped, and any bool but 0 is true. */
    @Test
    void bitsTooManyAreDropped() {
        guest.export("set-ret").call(u32(0xffff_fffaL));
        assertThat(guest.export("get-bits").call()).contains(new WitValue.FlagsOf(Set.of("b")));
        assertThat(guest.export("get-bool").call()).contains(new WitValue.Bool(true));
    }

    @Test
    void theCallStackEnds() {
        traps("deep", "call stack exhausted", u32(1));
    }

    @Test
    void memoryPastTwoGibibytesIsNotToBeHad() {
        assertThat(guest.export("grow").call(u32(39_999))).contains(u32(0xffff_ffffL));
        assertThat(guest.poisoned()).isFalse();
        for (String name : List.of("large memory", "large table")) {
            assertThatThrownBy(() -> new Linker().instantiate(Assembled.component(name)))
                    .isInstanceOfSatisfying(ArcellaException.class,
                            e -> assertThat(e.code().number()).isEqualTo(EngineError.LIMIT.number()));
        }
    }

    @Test
    void argumentsOfAnotherTypeAreRefused() {
        assertThatThrownBy(() -> guest.export("take-string").call(List.of())).isInstanceOf(ArcellaException.class);
        assertThat(guest.export("peek").call(u32(0))).isEqualTo(Optional.of(u32(0)));
    }
}
