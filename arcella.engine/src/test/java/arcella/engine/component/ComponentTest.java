package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** Linking, every kind of initializer, resources of guest and host, borrow scopes, post-return, poison and re-entrance. */
class ComponentTest {

    private static final HostBody ECHO = arguments -> Optional.of(arguments.getFirst());

    private static WitValue u32(long value) {
        return new WitValue.U32(value);
    }

    private static WitValue.Handle handle(Optional<WitValue> value) {
        return (WitValue.Handle) value.orElseThrow();
    }

    @Test
    void everyInitializer() {
        try (ComponentInstance made = new Linker().function("base", arguments -> Optional.of(u32(40)))
                .instantiate(Assembled.component("initializers"))) {
            assertThat(made.export("twice").call()).as("a component given to another, twice").contains(u32(42));
            assertThat(made.export("api", "get").call()).as("an instance put together").contains(u32(42));
            assertThat(made.export("outer").call()).as("a component from outside").contains(u32(43));
            assertThat(made.export("started").call()).as("a core start function").contains(u32(41));
        }
    }

    @Test
    void startDefinitionsOfEveryKind() {
        List<String> called = new ArrayList<>();
        Linker linker = new Linker().function("begin", arguments -> {
            called.add("begin");
            return Optional.empty();
        }).function("hook", arguments -> {
            called.add("hook");
            return Optional.of(arguments.getFirst());
        });
        try (ComponentInstance made = linker.instantiate(Assembled.component("starts"))) {
            assertThat(called).as("an import; its own, and again from the instance inside").containsExactly("begin", "hook", "hook");
            assertThat(made.export("state").call()).as("twice times ten plus one").contains(u32(111));
            assertThat(made.export("inner-state").call()).as("by itself, and by the one around").contains(u32(5));
        }
    }

    @Test
    void startFunctionsTakeAndGiveValues() {
        try (ComponentInstance made = new Linker().instantiate(Assembled.component("start-values"))) {
            assertThat(made.export("length").call()).as("the length of hello, and its first byte")
                    .contains(u32("hello".length() + 'h'));
        }
    }

    @Test
    void aStartFunctionThatTrapsEndsInstantiation() {
        assertThatThrownBy(() -> new Linker().instantiate(Assembled.component("start-traps")))
                .isInstanceOfSatisfying(Trap.class, e -> assertThat(e.kind()).isEqualTo(Trap.Kind.UNREACHABLE));
    }

    @Test
    void whatIsNotOfferedIsNamed() {
        assertThatThrownBy(() -> new Linker().instantiate(Assembled.component("initializers")))
                .isInstanceOfSatisfying(ArcellaException.class,
                        e -> assertThat(e.code().number()).isEqualTo(EngineError.UNLINKABLE.number()))
                .hasMessageContaining("base");
    }

    @Test
    void resourcesOfTheGuest() {
        ComponentInstance guest = new Linker().instantiate(Assembled.component("resources"));
        WitValue.Handle seven = handle(guest.export("make").call(u32(7)));
        assertThat(guest.export("look").call(seven)).as("a borrow of the owner's is its representation").contains(u32(7));
        assertThat(guest.export("dropped").call()).contains(u32(0));
        guest.export("end").call(seven);
        assertThat(guest.export("dropped").call()).contains(u32(7));
        WitValue.Handle five = handle(guest.export("make").call(u32(5)));
        guest.drop(five);
        assertThat(guest.export("dropped").call()).contains(u32(12));
        assertThat(guest.poisoned()).isFalse();
        assertThatThrownBy(() -> guest.drop(five)).isInstanceOf(ArcellaException.class);
    }

    @Test
    void handlesGivenAwayAreGone() {
        ComponentInstance guest = new Linker().instantiate(Assembled.component("resources"));
        WitValue.Handle given = handle(guest.export("make").call(u32(7)));
        guest.export("end").call(given);
        assertThatThrownBy(() -> guest.export("look").call(given)).isInstanceOf(ArcellaException.class);
    }

    /** Makes a handle inside the guest, does something forbidden with handles, and looks whether another goes on. */
    private static void traps(String function, long handle, String cause) {
        Component component = Assembled.component("resources");
        ComponentInstance guest = new Linker().instantiate(component);
        ComponentInstance other = new Linker().instantiate(component);
        assertThat(guest.export("make-raw").call(u32(9))).contains(u32(1));
        assertThatThrownBy(() -> guest.export(function).call(u32(handle))).isInstanceOf(Trap.class)
                .hasMessageContaining(cause);
        assertThat(guest.poisoned()).isTrue();
        assertThat(other.export("make-raw").call(u32(9))).contains(u32(1));
    }

    @Test
    void forgedHandlesTrap() {
        traps("rep-raw", 0, "unknown handle index 0");
        traps("rep-raw", 2, "unknown handle index 2");
        traps("drop-raw", 0xffff_ffffL, "unknown handle index 4294967295");
        traps("forge", 1L << 31, "unknown handle index 2147483648");
    }

    @Test
    void droppedHandlesTrapWhenTheyAreUsedAgain() {
        for (String function : List.of("drop-raw", "rep-raw", "forge")) {
            ComponentInstance guest = new Linker().instantiate(Assembled.component("resources"));
            guest.export("make-raw").call(u32(9));
            guest.export("drop-raw").call(u32(1));
            assertThatThrownBy(() -> guest.export(function).call(u32(1))).isInstanceOf(Trap.class)
                    .hasMessageContaining("unknown handle index 1");
        }
    }

    @Test
    void freedHandlesAreGivenAgain() {
        ComponentInstance guest = new Linker().instantiate(Assembled.component("resources"));
        guest.export("make-raw").call(u32(9));
        guest.export("drop-raw").call(u32(1));
        assertThat(guest.export("make-raw").call(u32(8))).contains(u32(1));
        assertThat(guest.export("rep-raw").call(u32(1))).contains(u32(8));
    }

    /** A handle of the host's in the guest's store, as a host function's result would be. */
    private static WitValue.Handle things(ComponentInstance guest, ResourceTag tag, int representation) {
        return guest.store.put(tag, representation, true);
    }

    @Test
    void borrowsEndWithTheirCall() {
        List<Integer> dropped = new ArrayList<>();
        ResourceTag tag = ResourceTag.host("thing", dropped::add);
        ComponentInstance guest = new Linker().resource("test:host/things", "thing", tag)
                .instantiate(Assembled.component("borrower"));
        WitValue.Handle thing = things(guest, tag, 3);
        assertThat(guest.export("give-back").call(thing)).contains(u32(1));
        assertThat(dropped).as("a borrow dropped ends nothing").isEmpty();
        assertThatThrownBy(() -> guest.export("drop-raw").call(u32(1))).as("used past its scope")
                .isInstanceOf(Trap.class).hasMessageContaining("unknown handle index 1");
    }

    @Test
    void borrowsThatAreKeptTrap() {
        ResourceTag tag = ResourceTag.host("thing", representation -> { });
        ComponentInstance guest = new Linker().resource("test:host/things", "thing", tag)
                .instantiate(Assembled.component("borrower"));
        WitValue.Handle thing = things(guest, tag, 3);
        assertThatThrownBy(() -> guest.export("keep").call(thing)).isInstanceOf(Trap.class)
                .hasMessageContaining("borrow handles still remain at the end of the call");
    }

    @Test
    void ownedResourcesOfTheHostEndWhenTheGuestDropsThem() {
        List<Integer> dropped = new ArrayList<>();
        ResourceTag tag = ResourceTag.host("thing", dropped::add);
        ComponentInstance guest = new Linker().resource("test:host/things", "thing", tag)
                .instantiate(Assembled.component("borrower"));
        assertThat(guest.export("own").call(things(guest, tag, 3))).contains(u32(1));
        guest.export("drop-raw").call(u32(1));
        assertThat(dropped).containsExactly(3);
    }

    @Test
    void postReturnRunsAfterEachCallWithItsResult() {
        ComponentInstance guest = new Linker().function("hook", ECHO).instantiate(Assembled.component("calls"));
        assertThat(guest.export("seven").call()).contains(u32(7));
        assertThat(guest.export("seven").call()).contains(u32(7));
        assertThat(guest.export("state").call()).contains(u32(14));
    }

    @Test
    void postReturnMayNotLeave() {
        ComponentInstance guest = new Linker().function("hook", ECHO).instantiate(Assembled.component("calls"));
        assertThatThrownBy(() -> guest.export("leave").call()).isInstanceOf(Trap.class)
                .hasMessageContaining("cannot leave component instance");
    }

    @Test
    void anInstanceIsNotEnteredAgain() {
        AtomicReference<@Nullable ComponentInstance> self = new AtomicReference<>();
        ComponentInstance guest = new Linker().function("hook", arguments -> {
            ComponentInstance again = self.get();
            return again == null ? Optional.of(u32(0)) : again.export("state").call();
        }).instantiate(Assembled.component("calls"));
        assertThat(guest.export("call").call(u32(1))).contains(u32(0));
        self.set(guest);
        assertThatThrownBy(() -> guest.export("call").call(u32(1))).isInstanceOf(Trap.class)
                .hasMessageContaining("cannot enter component instance");
        assertThat(guest.poisoned()).isTrue();
    }

    @Test
    void aTrapPoisonsThisInstanceOnly() {
        Component component = Assembled.component("calls");
        Linker linker = new Linker().function("hook", ECHO);
        ComponentInstance guest = linker.instantiate(component);
        ComponentInstance other = linker.instantiate(component);
        assertThatThrownBy(() -> guest.export("fail").call())
                .isInstanceOfSatisfying(Trap.class, e -> assertThat(e.kind()).isEqualTo(Trap.Kind.UNREACHABLE));
        assertThatThrownBy(() -> guest.export("state").call()).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.POISONED.number()));
        assertThat(other.export("call").call(u32(6))).contains(u32(6));
    }

    @Test
    void whatTheHostThrowsEndsTheCall() {
        ComponentInstance guest = new Linker().function("hook", arguments -> {
            throw new IllegalStateException("as asked");
        }).instantiate(Assembled.component("calls"));
        assertThatThrownBy(() -> guest.export("call").call(u32(1))).hasStackTraceContaining("as asked");
        assertThat(guest.poisoned()).isTrue();
    }
}
