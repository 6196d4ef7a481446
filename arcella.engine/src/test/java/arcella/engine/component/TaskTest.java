package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** Tasks and subtasks by themselves: what begins and ends with them, and what they leave behind. */
class TaskTest {

    private final Store store = new Store(1000, 10, new HostResources(), true);
    private final InstanceState root = new InstanceState(store, null);
    private final InstanceState one = new InstanceState(store, root);
    private final InstanceState other = new InstanceState(store, root);

    private Task fromHost(boolean async) {
        return new Task(one, Optional.empty(), async);
    }

    private Task fromOne(boolean async) {
        return new Task(other, Optional.of(one), async);
    }

    private static void finish(Task task) {
        task.returned();
        task.end();
    }

    @Test
    void theRunningTaskIsTheOneThatBeganLast() {
        assertThatThrownBy(store::task).isInstanceOf(IllegalStateException.class);
        Task outer = fromHost(false);
        outer.begin();
        assertThat(store.task()).isSameAs(outer);
        Task inner = fromOne(false);
        inner.begin();
        assertThat(store.task()).isSameAs(inner);
        finish(inner);
        assertThat(store.task()).isSameAs(outer);
        finish(outer);
        assertThat(store.running()).isNull();
    }

    @Test
    void itHasReturnedBeforeItEnds() {
        Task task = fromHost(false);
        assertThat(task.state()).isEqualTo(Task.State.INITIAL);
        assertThatThrownBy(task::returned).isInstanceOf(IllegalStateException.class);
        task.begin();
        assertThat(task.state()).isEqualTo(Task.State.STARTED);
        assertThatThrownBy(task::end).isInstanceOf(IllegalStateException.class);
        task.returned();
        assertThat(task.state()).isEqualTo(Task.State.RESOLVED);
        assertThatThrownBy(task::returned).as("twice").isInstanceOf(IllegalStateException.class);
        task.end();
    }

    @Test
    void instancesAreEnteredForItsTime() {
        Task outer = fromHost(false);
        outer.begin();
        assertThatThrownBy(new Task(other, Optional.empty(), false)::begin).as("the one around both is entered")
                .isInstanceOf(Trap.class).hasMessageContaining("cannot enter");
        assertThat(store.task()).as("what could not begin does not run").isSameAs(outer);
        Task inner = fromOne(false);
        inner.begin();
        assertThatThrownBy(fromOne(false)::begin).hasMessageContaining("cannot enter");
        finish(inner);
        fromOne(false).begin();
    }

    @Test
    void borrowsAreGivenBackBeforeItReturns() {
        ResourceTag tag = ResourceTag.host("thing", representation -> { });
        Task task = fromHost(false);
        task.begin();
        ResourceHandle first = task.borrow(tag, 3);
        assertThat(first.borrowedFor).isSameAs(task);
        assertThat(first.owns()).isFalse();
        task.borrow(tag, 3);
        assertThat(task.borrows()).isEqualTo(2);
        task.giveBack();
        assertThatThrownBy(task::returned).isInstanceOf(Trap.class)
                .hasMessageContaining("borrow handles still remain at the end of the call");
        task.giveBack();
        finish(task);
    }

    @Test
    void eachBeginsWithNothingKept() {
        Task outer = fromHost(false);
        outer.begin();
        outer.storage(0, 11);
        Task inner = fromOne(false);
        inner.begin();
        assertThat(inner.storage(0)).isZero();
        inner.storage(0, 22);
        inner.storage(1, 23);
        finish(inner);
        assertThat(outer.storage(0)).isEqualTo(11);
        inner.begin();
        assertThat(inner.storage(0)).as("the same object once more").isZero();
        assertThat(inner.storage(1)).isZero();
    }

    @Test
    void oneThatFailsLeavesTheOuterOneAsItWas() {
        Task outer = fromHost(true);
        outer.begin();
        outer.storage(0, 11);
        Task inner = fromOne(false);
        inner.begin();
        inner.storage(0, 22);
        other.beginAllocation();
        inner.abandon();
        assertThat(store.task()).as("not the allocator that failed").isSameAs(outer);
        assertThat(store.task().storage(0)).isEqualTo(11);
        assertThat(store.task().mayBlock()).isTrue();
        assertThatThrownBy(fromOne(false)::begin).as("what failed is not entered again").isInstanceOf(Trap.class);
        outer.abandon();
        assertThat(store.running()).isNull();
    }

    @Test
    void oneThatIsWithdrawnNeverWas() {
        Task task = fromHost(true);
        task.begin();
        task.withdraw();
        assertThat(store.running()).isNull();
        fromHost(false).begin();
    }

    @Test
    void allMustBeAsynchronousForOneToWait() {
        Task outer = fromHost(true);
        outer.begin();
        assertThat(outer.mayBlock()).isTrue();
        assertThat(outer.blocked("a read")).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.UNSUPPORTED_FEATURE.number()))
                .hasMessageContaining("a read");
        Task inner = fromOne(false);
        inner.begin();
        assertThat(inner.mayBlock()).isFalse();
        assertThat(inner.blocked("a read")).isInstanceOf(Trap.class).hasMessageContaining("cannot block");
        Task innermost = new Task(new InstanceState(store, root), Optional.of(other), true);
        innermost.begin();
        assertThat(innermost.mayBlock()).as("its caller may not").isFalse();
        finish(innermost);
        finish(inner);
        assertThat(store.task().mayBlock()).isTrue();
        one.beginAllocation();
        assertThat(store.task().mayBlock()).as("an allocator").isFalse();
    }

    @Test
    void underBackPressureNoAsynchronousOneBegins() {
        one.backpressure = 1;
        assertThatThrownBy(fromHost(true)::begin).hasMessageContaining("a call under back-pressure");
        assertThat(store.running()).isNull();
    }

    @Test
    void whatIsLentIsFreeWhenTheCallReturns() {
        ResourceTag tag = ResourceTag.host("thing", representation -> { });
        ResourceHandle handle = new ResourceHandle(tag, 3, null);
        Task caller = fromHost(false);
        caller.begin();
        Subtask subtask = new Subtask();
        assertThatThrownBy(() -> subtask.lend(handle)).as("before it begins").isInstanceOf(IllegalStateException.class);
        for (int call = 0; call < 2; call++) {
            subtask.begin(store.task());
            assertThat(subtask.caller()).isSameAs(caller);
            WitValue.Handle lent = store.put(tag, 3, false);
            subtask.lend(handle, lent.id());
            subtask.lend(handle);
            assertThat(handle.lends).isEqualTo(2);
            subtask.returned();
            assertThat(subtask.state()).isEqualTo(Subtask.State.RETURNED);
            assertThat(handle.lends).isZero();
            assertThat(store.knows(lent)).isFalse();
        }
        assertThatThrownBy(subtask::returned).as("twice").isInstanceOf(IllegalStateException.class);
    }
}
