package arcella.wit.component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A canonical definition ({@code canon}). {@link Lift} adds a function; everything else adds a core function. Built-ins that
 * differ only in their name share a record and tell themselves apart by an enum.
 */
public sealed interface Canon {

    /** A core function as a component function. */
    record Lift(int coreFuncIndex, List<CanonOption> options, int typeIndex) implements Canon {
        public Lift {
            options = List.copyOf(options);
        }
    }

    /** A component function as a core function. */
    record Lower(int funcIndex, List<CanonOption> options) implements Canon {
        public Lower {
            options = List.copyOf(options);
        }
    }

    /** {@code resource.new}, {@code resource.drop}, {@code resource.rep}. */
    record ResourceOp(Kind kind, int typeIndex) implements Canon {
        public ResourceOp {
            Objects.requireNonNull(kind, "kind");
        }

        /** Which of the three. */
        public enum Kind { NEW, DROP, REP }
    }

    /** The built-ins that take no immediate at all. */
    enum Plain implements Canon {
        BACKPRESSURE_INC("backpressure.inc"),
        BACKPRESSURE_DEC("backpressure.dec"),
        TASK_CANCEL("task.cancel"),
        SUBTASK_DROP("subtask.drop"),
        ERROR_CONTEXT_DROP("error-context.drop"),
        WAITABLE_SET_NEW("waitable-set.new"),
        WAITABLE_SET_DROP("waitable-set.drop"),
        WAITABLE_JOIN("waitable.join"),
        THREAD_INDEX("thread.index"),
        THREAD_RESUME_LATER("thread.resume-later");

        private final String text;

        Plain(String text) {
            this.text = text;
        }

        /** The built-in's name in the text format. */
        public String text() {
            return text;
        }
    }

    /** {@code task.return}. */
    record TaskReturn(Optional<ValRef> result, List<CanonOption> options) implements Canon {
        public TaskReturn {
            Objects.requireNonNull(result, "result");
            options = List.copyOf(options);
        }
    }

    /** {@code context.get} and {@code context.set}; {@code slot} is an unsigned 32-bit number. */
    record Context(boolean set, CoreValType type, int slot) implements Canon {
        public Context {
            Objects.requireNonNull(type, "type");
        }
    }

    /** {@code subtask.cancel}. */
    record SubtaskCancel(boolean async) implements Canon {
    }

    /** {@code stream.new} and {@code future.new}; the type tells which. */
    record ChannelNew(Channel channel, int typeIndex) implements Canon {
        public ChannelNew {
            Objects.requireNonNull(channel, "channel");
        }
    }

    /** {@code stream.read}, {@code stream.write}, {@code future.read}, {@code future.write}. */
    record ChannelCopy(Channel channel, End end, int typeIndex, List<CanonOption> options) implements Canon {
        public ChannelCopy {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(end, "end");
            options = List.copyOf(options);
        }
    }

    /** {@code stream.cancel-read} and its three siblings. */
    record ChannelCancel(Channel channel, End end, int typeIndex, boolean async) implements Canon {
        public ChannelCancel {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(end, "end");
        }
    }

    /** {@code stream.drop-readable} and its three siblings. */
    record ChannelDrop(Channel channel, End end, int typeIndex) implements Canon {
        public ChannelDrop {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(end, "end");
        }
    }

    /** {@code error-context.new}. */
    record ErrorContextNew(List<CanonOption> options) implements Canon {
        public ErrorContextNew {
            options = List.copyOf(options);
        }
    }

    /** {@code error-context.debug-message}. */
    record ErrorContextDebugMessage(List<CanonOption> options) implements Canon {
        public ErrorContextDebugMessage {
            options = List.copyOf(options);
        }
    }

    /** {@code waitable-set.wait}, or {@code waitable-set.poll} if {@code poll}. */
    record WaitableSetWait(boolean poll, boolean cancellable, int coreMemoryIndex) implements Canon {
    }

    /** {@code thread.new-indirect}. */
    record ThreadNewIndirect(int coreTypeIndex, int coreTableIndex) implements Canon {
    }

    /** The built-ins that give up the processor. */
    record ThreadSwitch(Kind kind, boolean cancellable) implements Canon {
        public ThreadSwitch {
            Objects.requireNonNull(kind, "kind");
        }

        /** Which of the six. */
        public enum Kind {
            SUSPEND("thread.suspend"),
            YIELD("thread.yield"),
            SUSPEND_THEN_RESUME("thread.suspend-then-resume"),
            YIELD_THEN_RESUME("thread.yield-then-resume"),
            SUSPEND_THEN_PROMOTE("thread.suspend-then-promote"),
            YIELD_THEN_PROMOTE("thread.yield-then-promote");

            private final String text;

            Kind(String text) {
                this.text = text;
            }

            /** The built-in's name in the text format. */
            public String text() {
                return text;
            }

            /** Whether it names the thread to switch to. */
            public boolean takesThread() {
                return this != SUSPEND && this != YIELD;
            }
        }
    }

    /** {@code thread.spawn-ref}. */
    record ThreadSpawnRef(boolean shared, int coreTypeIndex) implements Canon {
    }

    /** {@code thread.spawn-indirect}. */
    record ThreadSpawnIndirect(boolean shared, int coreTypeIndex, int coreTableIndex) implements Canon {
    }

    /** {@code thread.available-parallelism}. */
    record ThreadAvailableParallelism(boolean shared) implements Canon {
    }

    /** The two kinds of channel that built-ins work on. */
    enum Channel {
        STREAM, FUTURE;

        /** The keyword of the text format. */
        public String text() {
            return this == STREAM ? "stream" : "future";
        }
    }

    /** The two ends of a channel. */
    enum End { READ, WRITE }
}
