package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/**
 * What guests notice of tasks, with values that are copied from one guest to another, and with values that are lifted and
 * lowered: each has its own context, and may wait if all calls under way may.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class TaskCallsTest {

    private static final String MUST_NOT_WAIT = "cannot block a synchronous task before returning";

    /** A guest by generated code. */
    public interface Face {

        /** Keeps a value for the time of the task, and gives what was kept before. */
        long exchange(long value);

        /** What the task of a call with a string has kept after its allocation. */
        long take(String text);

    }

    @Parameter
    private boolean fuses;

    private final AtomicReference<HostBody> hook = new AtomicReference<>(arguments -> Optional.of(u32(0)));
    private @Nullable ComponentInstance made;

    private ComponentInstance guest() {
        if (made == null) {
            made = instantiate();
        }
        return made;
    }

    private ComponentInstance instantiate() {
        Linker linker = new Linker().function("hook", arguments -> hook.get().call(arguments));
        return (fuses ? linker : linker.unfused()).instantiate(Assembled.component("tasks"));
    }

    @AfterEach
    void close() {
        assertThat(guest().store.running()).as("after all calls").isNull();
        guest().close();
    }

    private static WitValue u32(long value) {
        return new WitValue.U32(value);
    }

    private long call(String function, WitValue... arguments) {
        return ((WitValue.U32) guest().export(function).call(arguments).orElseThrow()).value();
    }

    private void traps(String function, WitValue... arguments) {
        assertThatThrownBy(() -> call(function, arguments)).isInstanceOf(Trap.class).hasMessageContaining(MUST_NOT_WAIT);
    }

    private void waits(String function, WitValue... arguments) {
        assertThatThrownBy(() -> call(function, arguments)).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.UNSUPPORTED_FEATURE.number()));
    }

    @Test
    void nothingIsKeptFromOneCallToTheNext() {
        assertThat(call("exchange", u32(22))).as("nor from the start function").isZero();
        assertThat(call("exchange", u32(23))).isZero();
        assertThat(call("made")).isZero();
    }

    @Test
    void generatedCodeKeepsNothingEither() {
        Face face = guest().proxy(Face.class);
        for (int i = 0; i < 3 * LoweredFunction.CALLS_BEFORE_ADAPTER; i++) {
            assertThat(face.exchange(22)).isZero();
            assertThat(face.take("text")).isZero();
        }
        assertThat(call("callee-allocator")).isZero();
    }

    @Test
    void callersKeepTheirOwn() {
        for (int i = 0; i < 3; i++) {
            assertThat(call("nested")).as("its own, and what the second call inside found").isEqualTo(1100);
        }
    }

    @Test
    void allocatorsRunInTasksOfTheirOwn() {
        assertThat(call("send")).as("arguments").isEqualTo(1100);
        assertThat(call("callee-allocator")).isZero();
        assertThat(call("receive")).as("results").isEqualTo(1100);
        assertThat(call("caller-allocator")).as("it sees nothing of its caller's, and nothing of the other guest's").isZero();
    }

    @Test
    void destructorsRunInTasksOfTheirOwn() {
        assertThat(call("end-one", u32(2))).isEqualTo(1100);
        assertThat(call("ended")).isZero();
        guest().drop((WitValue.Handle) guest().export("make").call(u32(2)).orElseThrow());
        assertThat(call("ended")).isZero();
        waits("async-calls-async");
    }

    @Test
    void whatIsAsynchronousThroughoutMayWait() {
        waits("async-calls-async");
    }

    @Test
    void aSynchronousFunctionInBetweenMustNotWait() {
        traps("async-calls-sync");
    }

    @Test
    void norMayWhatASynchronousOneCalls() {
        traps("sync-calls-async");
    }

    @Test
    void norMayDestructors() {
        traps("end-one-async", u32(1));
    }

    @Test
    void afterASynchronousCallInsideItMayWaitAgain() {
        waits("wait-after-call");
    }

    /** An asynchronous function refuses its argument, before anything of it runs. */
    private void refuse() {
        assertThatThrownBy(() -> call("take-async", u32(1))).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.BAD_CALL.number()));
        assertThat(guest().poisoned()).isFalse();
        assertThat(guest().store.running()).isNull();
    }

    @Test
    void aRefusedCallLeavesNothingToADestructor() {
        WitValue.Handle thing = (WitValue.Handle) guest().export("make").call(u32(1)).orElseThrow();
        refuse();
        assertThatThrownBy(() -> guest().drop(thing)).isInstanceOf(Trap.class).hasMessageContaining(MUST_NOT_WAIT);
    }

    @Test
    void norToGeneratedCode() {
        Face face = guest().proxy(Face.class);
        for (int i = 0; i < 2 * LoweredFunction.CALLS_BEFORE_ADAPTER; i++) {
            face.take("text");
        }
        refuse();
        assertThat(face.exchange(22)).isZero();
        assertThat(call("take-async", new WitValue.Text("text"))).isZero();
    }

    @Test
    void theCallerOfATrappedCallGoesOnInItsOwnTask() {
        ComponentInstance another = instantiate();
        hook.set(arguments -> {
            Task running = guest().store.task();
            assertThatThrownBy(() -> another.export("wait").call()).hasMessageContaining(MUST_NOT_WAIT);
            assertThat(another.store.running()).isNull();
            assertThatThrownBy(() -> guest().export("exchange").call(u32(5))).hasMessageContaining("cannot enter");
            assertThat(guest().store.task()).isSameAs(running);
            return Optional.of(u32(1));
        });
        assertThat(call("hooked")).as("what it kept, and what the host gave").isEqualTo(1101);
        another.close();
    }
}
