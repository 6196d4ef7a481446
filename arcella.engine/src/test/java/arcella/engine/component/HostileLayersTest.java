package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/**
 * What {@link HostileGuestTest} tries by way of values, tried with the two other ways a value can go: generated code
 * between Java and a guest, and straight from one guest to another, lifted and lowered for comparison. Whatever the way,
 * the guest traps for the same reason, and other instances go on.
 */
class HostileLayersTest {

    private static final Component RELAY = Assembled.component("hostile relay");
    private static final Component GUEST = Assembled.component("hostile");
    private static final int PLACE = 256;

    /** The guest by generated code. */
    public interface Face {

        /** What the next results are. */
        void setRet(long address);

        /** Where the next space is. */
        void setPlace(long address);

        /** Writes to its memory. */
        void poke(long at, long value);

        /** A string. */
        String getString();

        /** In UTF-16. */
        String getWideString();

        /** In either. */
        String getLatinString();

        /** Bytes. */
        byte[] getBytes();

        /** Numbers. */
        long[] getLongs();

        /** Lists of lists. */
        List<List<byte[]>> getLists();

        /** A character. */
        int getChar();

        /** Takes a string. */
        long takeString(String text);

        /** Takes one in UTF-16. */
        long takeWideString(String text);

        /** Takes numbers. */
        long takeLongs(long[] numbers);
    }

    /** What a test does to a guest before its call. */
    private interface Setting {
        void ret(long address);

        void poke(long at, long value);

        default void answer(long... words) {
            for (int i = 0; i < words.length; i++) {
                poke(PLACE + 4L * i, words[i]);
            }
            ret(PLACE);
        }
    }

    private static Setting of(ComponentInstance guest) {
        return new Setting() {
            @Override
            public void ret(long address) {
                guest.export("set-ret").call(new WitValue.U32(address));
            }

            @Override
            public void poke(long at, long value) {
                guest.export("poke").call(new WitValue.U32(at), new WitValue.U32(value));
            }
        };
    }

    private static Arguments spoilt(String function, String cause, Consumer<Setting> setting) {
        return Arguments.of(function, cause, setting);
    }

    static Stream<Arguments> results() {
        List<Arguments> all = new ArrayList<>();
        for (String function : List.of("get-string", "get-wide-string", "get-latin-string", "get-bytes", "get-longs")) {
            for (long length : new long[] {0x7fff_ffffL, 0x8000_0000L, 0x8000_0001L, 0xffff_fff8L, 0xffff_ffffL}) {
                if (!function.equals("get-latin-string") || length >>> 1 != 0x4000_0000L) {
                    all.add(spoilt(function, "more than the", setting -> setting.answer(1024, length)));
                }
            }
            all.add(spoilt(function, "out of bounds", setting -> setting.answer(1024, 100_000)));
            all.add(spoilt(function, "unaligned pointer", setting -> setting.ret(PLACE + 2)));
            all.add(spoilt(function, "out of bounds", setting -> setting.ret(65_532)));
            all.add(spoilt(function, "out of bounds", setting -> setting.answer(0xffff_fff0L, 1)));
        }
        all.add(spoilt("get-longs", "unaligned pointer", setting -> setting.answer(1028, 1)));
        all.add(spoilt("get-wide-string", "unaligned pointer", setting -> setting.answer(1025, 1)));
        all.add(spoilt("get-lists", "more than its limit of 67108864 bytes", setting -> {
            setting.answer(1024, 4096);
            for (int i = 0; i < 4096; i++) {
                setting.poke(1024 + 8L * i, 1024);
                setting.poke(1028 + 8L * i, 4096);
            }
        }));
        all.add(spoilt("get-string", "invalid utf-8", setting -> {
            setting.answer(1024, 2);
            setting.poke(1024, 0x0000_28c3);
        }));
        all.add(spoilt("get-string", "invalid utf-8", setting -> {
            setting.answer(1024, 3);
            setting.poke(1024, 0x0080_a0ed);
        }));
        all.add(spoilt("get-wide-string", "utf-16", setting -> {
            setting.answer(1024, 2);
            setting.poke(1024, 0x0041_d800);
        }));
        all.add(spoilt("get-latin-string", "utf-16", setting -> {
            setting.answer(1024, 0x8000_0001L);
            setting.poke(1024, 0xdc00);
        }));
        for (long code : new long[] {0xd800, 0xdfff, 0x11_0000, 0xffff_ffffL}) {
            all.add(spoilt("get-char", "char", setting -> setting.ret(code)));
        }
        return all.stream();
    }

    private static void call(Face face, String function) {
        switch (function) {
            case "get-string" -> face.getString();
            case "get-wide-string" -> face.getWideString();
            case "get-latin-string" -> face.getLatinString();
            case "get-bytes" -> face.getBytes();
            case "get-longs" -> face.getLongs();
            case "get-lists" -> face.getLists();
            case "get-char" -> face.getChar();
            default -> throw new IllegalArgumentException(function);
        }
    }

    /** So often that generated code takes over; with results that are sound. */
    private static void warm(ComponentInstance guest, Face face, String function) {
        of(guest).answer(1024, 0);
        for (int i = 0; i < 2 * LoweredFunction.CALLS_BEFORE_ADAPTER; i++) {
            if (function.equals("get-char")) {
                face.setRet('x');
            }
            call(face, function);
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultsToJavaByGeneratedCode(String function, String cause, Consumer<Setting> setting) {
        ComponentInstance guest = new Linker().instantiate(GUEST);
        ComponentInstance other = new Linker().instantiate(GUEST);
        Face face = guest.proxy(Face.class);
        warm(guest, face, function);
        setting.accept(of(guest));
        assertThatThrownBy(() -> call(face, function)).isInstanceOf(Trap.class).hasMessageContaining(cause);
        assertThat(guest.poisoned()).isTrue();
        assertThatThrownBy(() -> face.poke(0, 0)).isInstanceOf(ArcellaException.class).isNotInstanceOf(Trap.class);
        Face otherFace = other.proxy(Face.class);
        otherFace.setRet('y');
        assertThat(otherFace.getChar()).isEqualTo('y');
    }

    static Stream<Arguments> betweenGuests() {
        return Stream.concat(results(), Stream.of(
                spoilt("get-shape", "discriminant", setting -> setting.answer(2, 0)),
                spoilt("get-color", "discriminant", setting -> setting.ret(3))));
    }

    @ParameterizedTest
    @MethodSource("betweenGuests")
    void resultsToAnotherGuest(String function, String cause, Consumer<Setting> setting) {
        List<String> told = new ArrayList<>();
        for (Linker linker : List.of(new Linker(), new Linker().unfused())) {
            ComponentInstance guest = linker.instantiate(RELAY);
            ComponentInstance other = linker.instantiate(RELAY);
            setting.accept(of(guest));
            assertThatThrownBy(() -> guest.export(function).call()).isInstanceOf(Trap.class).hasMessageContaining(cause)
                    .satisfies(e -> told.add(e.getMessage()));
            assertThat(guest.poisoned()).isTrue();
            of(other).ret('y');
            assertThat(other.export("get-char").call()).contains(new WitValue.U32('y'));
        }
        assertThat(told.getFirst()).as("straight and by way of values").isEqualTo(told.getLast());
    }

    private static void fill(ComponentInstance guest) {
        of(guest).answer(1024, 8);
        for (int i = 0; i < 16; i++) {
            of(guest).poke(1024 + 4L * i, 0x0061_0061);
        }
    }

    /** The spaces that a guest's {@code realloc} gives, and why they will not do. */
    static Stream<Arguments> spaces() {
        return Stream.of("get-wide-string", "get-latin-string", "get-longs", "get-string", "get-bytes")
                .flatMap(function -> Stream.of(
                        Arguments.of(function, 65_535L, "realloc return"),
                        Arguments.of(function, 0xffff_fff0L, "beyond end of memory"),
                        Arguments.of(function, 0x8000_0000L, "beyond end of memory")));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void spaceForWhatComesFromAnotherGuest(String function, long place, String cause) {
        for (Linker linker : List.of(new Linker(), new Linker().unfused())) {
            ComponentInstance guest = linker.instantiate(RELAY);
            fill(guest);
            guest.export("set-place").call(new WitValue.U32(place));
            assertThatThrownBy(() -> guest.export(function).call()).isInstanceOf(Trap.class).hasMessageContaining(cause);
            assertThat(guest.poisoned()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void resultsWhereTheCallerHasNoPlace(long at, String cause) {
        for (Linker linker : List.of(new Linker(), new Linker().unfused())) {
            ComponentInstance guest = linker.instantiate(RELAY);
            fill(guest);
            guest.export("set-at").call(new WitValue.U32(at));
            assertThatThrownBy(() -> guest.export("get-bytes").call()).isInstanceOf(Trap.class).hasMessageContaining(cause);
        }
    }

    static Stream<Arguments> places() {
        return Stream.of(Arguments.of(18L, "unaligned"), Arguments.of(65_532L, "out of bounds"),
                Arguments.of(0xffff_fffcL, "out of bounds"));
    }

    @ParameterizedTest
    @MethodSource("parameterSpaces")
    void spaceForParametersFromGeneratedCode(long place, String cause) {
        for (Consumer<Face> call : List.<Consumer<Face>>of(face -> face.takeString("longer text"),
                face -> face.takeString("l\u00e4nger als Latin-1: \u20ac"), face -> face.takeWideString("text"),
                face -> face.takeLongs(new long[] {1, 2}))) {
            ComponentInstance guest = new Linker().instantiate(GUEST);
            Face face = guest.proxy(Face.class);
            for (int i = 0; i < 2 * LoweredFunction.CALLS_BEFORE_ADAPTER; i++) {
                call.accept(face);
            }
            face.setPlace(place);
            assertThatThrownBy(() -> call.accept(face)).isInstanceOf(Trap.class).hasMessageContaining(cause);
            assertThat(guest.poisoned()).isTrue();
        }
    }

    static Stream<Arguments> parameterSpaces() {
        return Stream.of(Arguments.of(65_535L, "realloc return"), Arguments.of(0xffff_fff0L, "beyond end of memory"),
                Arguments.of(0x8000_0000L, "beyond end of memory"));
    }

    /** The specification gives these a meaning: any bool but 0 is true. */
    @Test
    void bitsTooManyAreDropped() {
        for (Linker linker : List.of(new Linker(), new Linker().unfused())) {
            ComponentInstance guest = linker.instantiate(RELAY);
            of(guest).ret(0xffff_fffaL);
            assertThat(guest.export("get-bool").call()).contains(new WitValue.U32(1));
        }
    }
}
