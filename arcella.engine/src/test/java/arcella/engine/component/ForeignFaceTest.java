package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;

/** Java interfaces over an interface that is implemented elsewhere; on the other side stands a guest. */
class ForeignFaceTest {

    private final ForeignPair pair = new ForeignPair();

    @AfterEach
    void close() {
        pair.close();
    }

    private <T> T face(String iface, Class<T> type) {
        ExternType exported = ForeignPair.read("provider").type().exports().get(iface);
        assertThat(exported).isInstanceOf(ExternType.Instance.class);
        InstanceType instance = ((ExternType.Instance) exported).type();
        return ForeignFace.of(iface, instance, type, pair.new Other(iface));
    }

    /** Some of {@code values}. */
    interface Values {
        long add(long a, long b);

        void nothing();

        default long three() {
            return add(1, 2);
        }
    }

    /** Some of {@code things}. */
    interface Things {
        Thing newThing(long value);

        Thing thingJoin(Thing a, Thing b);

        long dropped();

        void fail(Thing thing);
    }

    /** The resource {@code thing}. */
    interface Thing extends AutoCloseable {
        long value();

        @Override
        void close();
    }

    @Test
    void functionsAreMethods() {
        Values values = face(ForeignPair.VALUES, Values.class);
        assertThat(values.add(0xffff_ffffL, 2)).isEqualTo(1);
        values.nothing();
        assertThat(values.three()).isEqualTo(3);
        assertThat(values).isEqualTo(values).hasToString(ForeignPair.VALUES);
        assertThat(values.hashCode()).isEqualTo(values.hashCode());
    }

    @Test
    void resourcesAreObjectsThatAreDroppedWhenTheyAreClosed() {
        Things things = face(ForeignPair.THINGS, Things.class);
        Thing seven = things.newThing(7);
        Thing five = things.newThing(5);
        assertThat(seven.value()).isEqualTo(7);
        Thing both = things.thingJoin(seven, five);
        assertThat(both.value()).isEqualTo(12);
        assertThat(pair.drops).isEmpty();
        seven.close();
        assertThat(pair.drops).as("what was given away is not dropped here").isEmpty();
        five.close();
        five.close();
        assertThat(pair.drops).as("once").containsExactly("thing");
        assertThatThrownBy(five::value).isInstanceOf(ArcellaException.class);
        assertThat(both.value()).as("no harm done").isEqualTo(12);
    }

    @Test
    void theOtherSidesFailureIsTheMethods() {
        Things things = face(ForeignPair.THINGS, Things.class);
        Thing thing = things.newThing(1);
        assertThatThrownBy(() -> things.fail(thing)).isInstanceOf(ArcellaException.class).hasMessageContaining("unreachable");
    }

    /** Has a method that the interface lacks. */
    interface Unknown {
        void vanish();
    }

    /** Has a method of other types. */
    interface Wrong {
        String add(long a, long b);
    }

    @Test
    void whatDoesNotFitIsRefusedAtOnce() {
        assertThatThrownBy(() -> face(ForeignPair.VALUES, Unknown.class)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("vanish").hasMessageContaining("add");
        assertThatThrownBy(() -> face(ForeignPair.VALUES, Wrong.class)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("add").hasMessageContaining("u32");
        assertThatThrownBy(() -> face(ForeignPair.VALUES, String.class)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("no interface");
    }

    @Test
    void anObjectFromElsewhereIsNoResource() {
        Things things = face(ForeignPair.THINGS, Things.class);
        Things others = face(ForeignPair.THINGS, Things.class);
        Thing theirs = others.newThing(3);
        assertThatThrownBy(() -> things.thingJoin(theirs, theirs)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("give one that this object gave you");
    }
}
