package arcella.engine.core;

import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.error.ErrorCode;

/** Guest code stopped: it broke a rule of WebAssembly at run time, or a limit stopped it (core specification, 4.2.1). */
public final class Trap extends ArcellaException {

    private static final long serialVersionUID = 1L;

    /** Why a guest stopped. */
    public enum Kind {
        /** The guest executed {@code unreachable}: its own way to give up (panic, abort). */
        UNREACHABLE(EngineError.TRAP_UNREACHABLE, "the guest gave up; its own output may say why"),
        /** A memory access outside the memory. */
        MEMORY_OUT_OF_BOUNDS(EngineError.TRAP_MEMORY, ""),
        /** A table access outside the table. */
        TABLE_OUT_OF_BOUNDS(EngineError.TRAP_TABLE, ""),
        /** An integer divided by zero. */
        INTEGER_DIVIDE_BY_ZERO(EngineError.TRAP_DIVIDE_BY_ZERO, ""),
        /** An integer result that does not fit. */
        INTEGER_OVERFLOW(EngineError.TRAP_INTEGER_OVERFLOW, ""),
        /** A float that is not a number converted to an integer. */
        BAD_CONVERSION_TO_INTEGER(EngineError.TRAP_BAD_CONVERSION, ""),
        /** An indirect call through an empty table element. */
        UNINITIALIZED_ELEMENT(EngineError.TRAP_UNINITIALIZED_ELEMENT, ""),
        /** An indirect call of a function of another type. */
        INDIRECT_CALL_TYPE_MISMATCH(EngineError.TRAP_INDIRECT_CALL_TYPE, ""),
        /** Use of a null reference. */
        NULL_REFERENCE(EngineError.TRAP_NULL_REFERENCE, ""),
        /** An exception of the guest's that nobody caught. */
        UNCAUGHT_EXCEPTION(EngineError.TRAP_UNCAUGHT_EXCEPTION, ""),
        /** Calls nested too deep. */
        STACK_EXHAUSTED(EngineError.TRAP_STACK_EXHAUSTED, "the guest recurses too deep; raise its limit call-depth if "
                + "that is meant"),
        /** The running thread was interrupted: a deadline, a cancellation or a stop. */
        INTERRUPTED(EngineError.TRAP_INTERRUPTED, ""),
        /** The call's fuel is used up. */
        OUT_OF_FUEL(EngineError.TRAP_FUEL, "raise its limit fuel if it is to do so much"),
        /** A component broke a rule of the Component Model. */
        COMPONENT_RULE(EngineError.TRAP_COMPONENT, ""),
        /** A call carries more bytes of values than its limit. */
        VALUES_LIMIT(EngineError.TRAP_VALUES, "pass less in one call, or raise the limit host-call-bytes"),
        /** An instance holds more handles than its limit. */
        HANDLES_LIMIT(EngineError.TRAP_HANDLES, "have the guest drop what it does not use, or raise the limit handles"),
        /** A call asks a host interface for more than its limit, and the interface has no other way to refuse. */
        HOST_LIMIT(EngineError.TRAP_HOST_LIMIT, "have the guest ask for less, or raise that limit"),
        /** Anything else. */
        OTHER(EngineError.TRAP_OTHER, "");

        private final EngineError code;
        private final String remedy;

        Kind(EngineError code, String remedy) {
            this.code = code;
            this.remedy = remedy;
        }

        /** The error code of such a trap. */
        public ErrorCode code() {
            return code;
        }
    }

    private final Kind kind;
    private final String message;
    private final transient List<String> guestFrames;
    private final boolean explained;

    /** A trap with what happened and the guest's functions, innermost first. */
    public Trap(Kind kind, String what, List<String> guestFrames) {
        this(kind, what, guestFrames, null);
    }

    /** A trap as {@link #Trap(Kind, String, List)} with the failure that led to it. */
    public Trap(Kind kind, String what, List<String> guestFrames, @Nullable Throwable cause) {
        super(kind.code, guestFrames.isEmpty() ? what : what + " (in " + String.join(" <- ", first(guestFrames)) + ")",
                remedy(kind, cause), cause);
        this.kind = kind;
        this.message = what;
        this.guestFrames = List.copyOf(guestFrames);
        this.explained = false;
    }

    private Trap(Trap original, String more, String remedy) {
        super(original.code(), original.what() + more, remedy, original.getCause());
        this.kind = original.kind;
        this.message = original.message + more;
        this.guestFrames = original.guestFrames;
        this.explained = true;
    }

    private static String remedy(Kind kind, @Nullable Throwable cause) {
        return kind == Kind.STACK_EXHAUSTED && cause != null && Traps.isStackExhausted(cause)
                ? "have the guest nest its calls less deep, or give the thread that runs it a larger stack" : kind.remedy;
    }

    /** Whether it was the thread's stack that ended, and not the limit of nested calls, and nobody has {@link #explained} it yet. */
    public boolean stackEnded() {
        Throwable cause = getCause();
        return !explained && kind == Kind.STACK_EXHAUSTED && cause != null && Traps.isStackExhausted(cause);
    }

    /**
     * The same trap, by whoever knows more of it.
     *
     * @param more to be added to what happened
     * @param remedy the way out
     */
    public Trap explained(String more, String remedy) {
        return new Trap(this, more, remedy);
    }

    private static List<String> first(List<String> frames) {
        return frames.subList(0, Math.min(5, frames.size()));
    }

    /** Why the guest stopped. */
    public Kind kind() {
        return kind;
    }

    /** What happened, without code and frames; for the traps of core WebAssembly the specification's own words. */
    public String reason() {
        return message;
    }

    /** The guest's functions at the trap, innermost first, by name where the module has a name section. */
    public List<String> guestFrames() {
        return guestFrames;
    }
}
