package arcella.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.LinkedComponent;
import arcella.engine.component.Linker;
import arcella.error.ArcellaException;

/** Instances that share what was found out when they were linked share nothing else. */
class LinkedComponentTest {

    private static final int CALLS_BEFORE_ADAPTER = 100;

    private final Component component = Sample.component();

    private static Sample.Face face(ComponentInstance instance) {
        return instance.proxy(Sample.GUEST, Sample.Face.class);
    }

    /** What the guest makes of its two counters: their sum, and one more. */
    private static long counted(long start, long steps) {
        return 2 * (start + steps) + 1;
    }

    @Test
    void instancesOfOneLinkAreApart() {
        Sample.Host host = new Sample.Host();
        LinkedComponent linked = Sample.linker(host).link(component);
        try (ComponentInstance one = linked.instantiate(); ComponentInstance two = linked.instantiate()) {
            Sample.Blob blob = face(one).newBlob(new byte[3]);
            assertThat(face(one).blobs()).isEqualTo(1);
            assertThat(face(two).blobs()).isZero();
            assertThat(blob.size()).isEqualTo(3);
            assertThatThrownBy(() -> face(one).logViaHost("fail")).isInstanceOf(IllegalStateException.class);
            assertThat(one.poisoned()).isTrue();
            face(two).logViaHost("still there");
            assertThat(host.lines).contains("still there");
        }
    }

    @Test
    void generatedCodeServesAllInstancesWithTheirOwnHandles() {
        Sample.Host host = new Sample.Host();
        LinkedComponent linked = Sample.linker(host).link(component);
        try (ComponentInstance one = linked.instantiate()) {
            for (int i = 0; i <= CALLS_BEFORE_ADAPTER; i++) {
                assertThat(face(one).countViaHost(i, 3)).isEqualTo(counted(i, 3));
            }
            try (ComponentInstance two = linked.instantiate()) {
                // The code is there from the first call on; between the instances nothing gets mixed up.
                for (int i = 0; i < 5; i++) {
                    assertThat(face(two).countViaHost(10L * i, 2)).isEqualTo(counted(10L * i, 2));
                    assertThat(face(one).countViaHost(100L * i, 1)).isEqualTo(counted(100L * i, 1));
                }
            }
            assertThat(face(one).countViaHost(7, 1)).isEqualTo(counted(7, 1));
        }
        assertThat(host.open).as("counters that nobody closed").isEmpty();
    }

    @Test
    void linkersOfOneKindShareNoObjects() {
        Sample.Host first = new Sample.Host();
        Sample.Host second = new Sample.Host();
        try (ComponentInstance one = Sample.instance(component, first);
                ComponentInstance two = Sample.instance(component, second)) {
            face(one).logViaHost("to the first");
            face(two).logViaHost("to the second");
            assertThat(face(two).countViaHost(1, 1)).isEqualTo(counted(1, 1));
        }
        assertThat(first.lines).isEqualTo(List.of("to the first"));
        assertThat(second.lines).isEqualTo(List.of("to the second"));
        assertThat(first.closed).isZero();
        assertThat(second.closed).isPositive();
    }

    @Test
    void whatFitsOnceIsNoExcuseForAnother() {
        Sample.instance(component, new Sample.Host()).close();
        Linker other = new Linker().implement(Sample.HOST, new Object(), Sample.Counter.class);
        assertThatThrownBy(() -> other.instantiate(component)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("java.lang.Object has no public method 'log'");
        Linker without = new Linker().implement(Sample.HOST, new Sample.Host());
        assertThatThrownBy(() -> without.link(component)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining(Sample.HOST + "#counter");
    }

    @Test
    void whatIsOfferedLaterChangesNothing() {
        Sample.Host host = new Sample.Host();
        Linker linker = Sample.linker(host);
        LinkedComponent linked = linker.link(component);
        Sample.Host later = new Sample.Host();
        linker.implement(Sample.HOST, later, Sample.Counter.class)
                .function(Sample.HOST, "log", arguments -> {
                    throw new IllegalStateException("not asked for");
                })
                .handles(0);
        try (ComponentInstance instance = linked.instantiate(); ComponentInstance again = linked.instantiate()) {
            face(instance).logViaHost("as linked");
            assertThat(face(again).countViaHost(1, 1)).isEqualTo(counted(1, 1));
        }
        assertThat(host.lines).isEqualTo(List.of("as linked"));
        assertThat(later.lines).isEmpty();
    }
}
