package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.engine.EngineError;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** The asynchronous built-ins, as far as synchronously lifted functions can use them. */
class AsyncBuiltinsTest {

    private static Optional<WitValue> call(String component, String function, WitValue... arguments) {
        try (ComponentInstance made = new Linker().instantiate(Assembled.component(component))) {
            return made.export(function).call(arguments);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "task-return         | task.return called by a task that was not lifted with async",
        "task-cancel         | task.cancel called by a task that was not lifted with async",
        "subtask-drop        | expected subtask but found waitable-set",
        "wait                | cannot block a synchronous task before returning",
        "poll-outside        | out of bounds of memory",
        "join-set            | expected waitable but found waitable-set",
        "drop-full-set       | cannot drop waitable set with waitables in it",
        "wrong-type          | found a different readable end of a stream",
        "wrong-end           | expected readable end of a stream but found writable end of a stream",
        "wrong-kind          | expected readable end of a stream but found readable end of a future",
        "read-twice          | cannot have concurrent operations active on a stream",
        "read-too-many       | count too large",
        "read-outside        | out of bounds of memory",
        "read-unaligned      | unaligned pointer",
        "read-letter-outside | out of bounds of memory",
        "read-sync           | cannot block a synchronous task before returning",
        "cancel-idle         | cancelled when none is pending",
        "error-drop-twice    | unknown handle index"})
    void entryChecksTrap(String function, String cause) {
        assertThatThrownBy(() -> call("channels", function)).isInstanceOf(Trap.class).hasMessageContaining(cause);
    }

    @Test
    void whatNeedsNoOtherTaskRuns() {
        assertThat(call("channels", "poll")).contains(new WitValue.U32(0));
        assertThat(call("channels", "drop-emptied-set")).contains(new WitValue.U32(1));
        assertThat(call("channels", "hear")).as("five bytes, and the end").contains(new WitValue.U32(5 << 4 | 1));
        assertThat(call("channels", "error-message")).contains(new WitValue.Text("oh no"));
    }

    @Test
    void whatWouldWaitForAnotherTaskIsRefusedByName() {
        assertThatThrownBy(() -> call("channels", "wait-async")).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(EngineError.UNSUPPORTED_FEATURE.number()))
                .hasMessageContaining("waitable-set.wait");
    }

    @Test
    void aTaskHasOneThread() {
        assertThat(call("threads", "index")).contains(new WitValue.U32(1));
        assertThat(call("threads", "yield")).contains(new WitValue.U32(0));
        assertThatThrownBy(() -> call("threads", "suspend")).hasMessageContaining("cannot block a synchronous task");
        assertThatThrownBy(() -> call("threads", "later", new WitValue.U32(1))).hasMessageContaining("not suspended");
        assertThatThrownBy(() -> call("threads", "later", new WitValue.U32(2))).hasMessageContaining("unknown thread index 2");
    }

    @Test
    void valuesOfAnyTypePassFromOneComponentToAnother() {
        assertThat(call("channel-values", "take")).contains(new WitValue.ListOf(List.of(
                new WitValue.TupleOf(List.of(new WitValue.U8((short) 7), new WitValue.Text("hello"))),
                new WitValue.TupleOf(List.of(new WitValue.U8((short) 8), new WitValue.Text("ä"))))));
        assertThat(call("channel-values", "hear")).contains(new WitValue.Text("hello"));
    }

    @Test
    void theHostCanOnlyDropWhatItGets() {
        try (ComponentInstance made = new Linker().instantiate(Assembled.component("channels"))) {
            WitValue.Handle stream = (WitValue.Handle) made.export("give").call().orElseThrow();
            assertThat(stream.kind()).isEqualTo(WitValue.HandleKind.STREAM);
            made.drop(stream);
            assertThatThrownBy(() -> made.drop(stream)).isInstanceOf(ArcellaException.class);
        }
    }
}
