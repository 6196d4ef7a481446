package arcella.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.EngineError;
import arcella.engine.binding.Sample.Color;
import arcella.engine.binding.Sample.Mixed;
import arcella.engine.binding.Sample.ParseError;
import arcella.engine.binding.Sample.ParseException;
import arcella.engine.binding.Sample.Right;
import arcella.engine.binding.Sample.Shape;
import arcella.engine.binding.Sample.Sides;
import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;

/** Java calls a guest and is called by it, with every kind of type. */
class BindingTest {

    private static Component component;

    final Sample.Host host = new Sample.Host();
    private ComponentInstance instance;
    Sample.Face guest;

    @BeforeAll
    static void read() {
        component = Sample.component();
    }

    @BeforeEach
    void open() {
        instance = instance(component, host);
        guest = instance.proxy(Sample.GUEST, Sample.Face.class);
    }

    /** How the host gets to the guest. */
    ComponentInstance instance(Component linked, Sample.Host given) {
        return Sample.instance(linked, given);
    }

    /** What becomes of an unchecked exception of the host's. */
    Class<? extends Exception> failure() {
        return IllegalStateException.class;
    }

    @AfterEach
    void close() {
        instance.close();
    }

    static Mixed mixed(int i) {
        return new Mixed(0xffff_fff0L + i, "näme " + i, 1.5 * i, Color.values()[i % 3],
                i % 2 == 0 ? EnumSet.noneOf(Right.class) : EnumSet.of(Right.READ, Right.DELETE),
                List.of("a", "", "ü€😀").subList(0, i % 4), i % 2 == 0 ? Optional.empty() : Optional.of(-1L));
    }

    @Test
    void scalarsAndStrings() {
        assertThat(guest.add(0xffff_ffffL, 2)).isEqualTo(1);
        assertThat(guest.add(0xffff_fff0L, 1)).isEqualTo(0xffff_fff1L);
        for (String name : List.of("", "you", "Zoë", "日本 😀", "x".repeat(100_000))) {
            assertThat(guest.greet(name)).isEqualTo("Hello, " + name + "!");
        }
        assertThat(guest.greetAll(List.of("A", "B"))).isEqualTo("Hello, A! Hello, B!");
    }

    @Test
    void listsAndArrays() {
        for (int length : new int[] {0, 1, 1000, 1 << 20}) {
            byte[] bytes = new byte[length];
            new java.util.Random(length).nextBytes(bytes);
            assertThat(guest.echoBytes(bytes)).isEqualTo(bytes);
        }
        assertThat(guest.total(new double[] {1, 2.5, -4})).isEqualTo(-0.5);
        assertThat(guest.total(new double[0])).isZero();
        assertThat(guest.totalViaHost(new long[] {1, 0xffff_ffffL, 3})).isEqualTo(0x1_0000_0003L);
        assertThat(guest.bytesViaHost(new byte[] {1, -1, 127})).containsExactly(2, 0, -128);
    }

    @Test
    void recordsAndVariants() {
        for (int i = 0; i < 8; i++) {
            assertThat(guest.echoMixed(mixed(i))).isEqualTo(mixed(i));
            assertThat(guest.mixedViaHost(mixed(i))).isEqualTo(host.changeMixed(mixed(i)));
        }
        List<Mixed> all = java.util.stream.IntStream.range(0, 10).mapToObj(BindingTest::mixed).toList();
        assertThat(guest.echoAll(all)).isEqualTo(all);
        assertThat(guest.echoAll(List.of())).isEmpty();
        for (Shape shape : List.of(new Shape.Circle(2.5), new Shape.Rect(new Sides(-1, Double.NaN)),
                new Shape.Label("é"), new Shape.Label(""), new Shape.Empty())) {
            assertThat(guest.echoShape(shape)).isEqualTo(shape);
            assertThat(guest.shapeViaHost(shape)).isEqualTo(host.changeShape(shape));
        }
    }

    @Test
    void errorsAreExceptionsOnBothSides() throws ParseException {
        assertThat(guest.parseViaHost("4000000000")).isEqualTo(4_000_000_000L);
        assertThatThrownBy(() -> guest.parseViaHost("")).isInstanceOf(ParseException.class)
                .extracting(e -> ((ParseException) e).payload()).isEqualTo(new ParseError.Empty());
        assertThatThrownBy(() -> guest.parseViaHost("12😀")).isInstanceOf(ParseException.class)
                .extracting(e -> ((ParseException) e).payload()).isEqualTo(new ParseError.BadDigit(0x1f600));
        assertThat(instance.poisoned()).isFalse();
    }

    @Test
    void resourcesOfTheHost() {
        assertThat(guest.countViaHost(10, 3)).isEqualTo(27);
        assertThat(host.open).isEmpty();
        assertThat(host.closed).isEqualTo(3);
    }

    @Test
    void resourcesOfTheGuest() {
        try (Sample.Blob a = guest.newBlob(new byte[3]); Sample.Blob b = guest.newBlob(new byte[4])) {
            assertThat(a.size()).isEqualTo(3);
            a.append(new byte[100]);
            assertThat(a.size()).isEqualTo(103);
            assertThatThrownBy(() -> b.append(new byte[1000])).isInstanceOf(Sample.FullException.class).hasMessage("full");
            assertThat(guest.blobs()).isEqualTo(2);
            try (Sample.Blob both = guest.blobConcat(a, b)) {
                assertThat(both.size()).isEqualTo(107);
                assertThat(both).isEqualTo(both).isNotEqualTo(a).hasSameHashCodeAs(both);
            }
            assertThat(guest.blobs()).isEqualTo(1);
            assertThatThrownBy(b::size).isInstanceOf(ArcellaException.class).hasMessageContaining("given away");
        }
    }

    @Test
    void handlesThatAreGoneAreRefusedBeforeTheGuestRuns() {
        try (Sample.Blob blob = guest.newBlob(new byte[3])) {
            Sample.Blob gone = guest.newBlob(new byte[4]);
            gone.close();
            assertThatThrownBy(() -> guest.blobConcat(gone, blob)).isInstanceOf(ArcellaException.class)
                    .hasMessageContaining("dropped");
            assertThat(instance.poisoned()).isFalse();
            assertThat(blob.size()).isEqualTo(3);
        }
    }

    @Test
    void closingAnInstanceClosesWhatItsGuestOwns() {
        host.open.clear();
        instance.export(Sample.GUEST, "add");
        Sample.Host leaking = new Sample.Host() {
            @Override
            public Sample.Counter both(Sample.Counter a, Sample.Counter b) {
                throw new IllegalStateException("leaves both open");
            }
        };
        ComponentInstance other = instance(component, leaking);
        Sample.Face face = other.proxy(Sample.GUEST, Sample.Face.class);
        assertThatThrownBy(() -> face.countViaHost(1, 1)).isInstanceOf(failure());
        assertThat(other.poisoned()).isTrue();
        assertThat(leaking.closed).isZero();
        other.close();
        // The one was given to the host, which failed; the other was lent to it and is the guest's.
        assertThat(leaking.closed).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "interrupt"})
    void whatAHostThrowsEndsTheCall(String how) {
        guest.logViaHost("well");
        assertThat(host.lines).containsExactly("well");
        assertThatThrownBy(() -> guest.logViaHost(how)).hasMessageContaining(how.equals("fail") ? "as asked" : "interrupted")
                .isInstanceOf(how.equals("fail") ? failure() : Trap.class);
        assertThat(Thread.interrupted()).isEqualTo(how.equals("interrupt"));
        assertThatThrownBy(() -> guest.logViaHost("again")).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-1008");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> guest.add(1L << 32, 0)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("4294967296").hasMessageContaining("u32")
                .extracting(e -> ((ArcellaException) e).code().number()).isEqualTo(EngineError.BAD_CALL.number());
        for (String lone : List.of("?\udc00", "what? \ud83d", "\ud83d\ud83d\ude00 and more text behind it", "0123456\udc00")) {
            assertThatThrownBy(() -> guest.greet(lone)).isInstanceOf(ArcellaException.class).hasMessageContaining("string");
        }
        assertThat(guest.greet("what? \ud83d\ude00?")).isEqualTo("Hello, what? \ud83d\ude00?!");
        assertThatThrownBy(() -> guest.greet("\ud800")).isInstanceOf(ArcellaException.class).hasMessageContaining("string");
        assertThatThrownBy(() -> guest.greet(null)).isInstanceOf(ArcellaException.class).hasMessageContaining("null");
        assertThat(guest.add(1, 1)).isEqualTo(2);
    }
}
