package arcella.worker;

import java.util.Objects;

import arcella.error.ArcellaException;

/** How an instance ended. Immutable. */
public sealed interface Ending {

    /**
     * The guest ended by its own will: {@code _start} returned (code 0), or it called {@code proc_exit}.
     *
     * @param code the exit code, an unsigned 32-bit number of which {@code proc_exit} takes any
     */
    record Exited(int code) implements Ending {}

    /**
     * The guest was ended by a failure of its own: a trap, a limit that it hit, a call cancelled in the midst.
     *
     * @param cause what it was, with its code
     */
    record Trapped(ArcellaException cause) implements Ending {
        /** Refuses null. */
        public Trapped {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /**
     * The worker process died or was given up: no failure of this guest, as far as anyone knows.
     *
     * @param cause how it died (exit code or signal), with its code
     */
    record Lost(ArcellaException cause) implements Ending {
        /** Refuses null. */
        public Lost {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Somebody asked for it: {@link ModuleInstance#stop} or {@link ModuleHost#close}. */
    record Stopped() implements Ending {}
}
