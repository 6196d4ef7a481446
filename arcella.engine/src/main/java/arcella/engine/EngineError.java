package arcella.engine;

import arcella.error.ErrorCode;

/** The failures of this bundle: loading, linking and running core WebAssembly. */
public enum EngineError implements ErrorCode {
    /** The bytes do not start as WebAssembly does. */
    NOT_WASM(1001),
    /** The bytes start as WebAssembly but are cut short or break the binary format. */
    MALFORMED(1002),
    /** The module decodes but breaks a validation rule of the WebAssembly core specification. */
    INVALID(1003),
    /** The module is right, but uses a WebAssembly feature that this engine does not run. */
    UNSUPPORTED_FEATURE(1004),
    /** The bytes are a component where a core module was wanted. */
    IS_A_COMPONENT(1005),
    /** One or more imports are missing or have another type than what was given. */
    UNLINKABLE(1006),
    /** A limit of this container refuses the module or the instance. */
    LIMIT(1007),
    /** The instance can no longer be trusted after an earlier failure. */
    POISONED(1008),
    /** A call from Java does not fit the function's type. */
    BAD_CALL(1009),
    /** The engine failed to compile a valid module. */
    COMPILE(1010),
    /** The compile cache's folder cannot be used. */
    CACHE(1011),
    /** A Java function that a guest called failed in a way that is not part of its type. */
    HOST_FUNCTION(1012),
    /** The compiled form of a module, made by a process that is not trusted, holds what the compiler never makes. */
    FOREIGN_CODE(1013),

    /** Trap: the guest executed {@code unreachable}. */
    TRAP_UNREACHABLE(1101),
    /** Trap: a memory access outside the memory. */
    TRAP_MEMORY(1102),
    /** Trap: a table access outside the table. */
    TRAP_TABLE(1103),
    /** Trap: an integer divided by zero. */
    TRAP_DIVIDE_BY_ZERO(1104),
    /** Trap: an integer operation whose result does not fit. */
    TRAP_INTEGER_OVERFLOW(1105),
    /** Trap: a floating-point value that is not a number converted to an integer. */
    TRAP_BAD_CONVERSION(1106),
    /** Trap: an indirect call through an empty table element. */
    TRAP_UNINITIALIZED_ELEMENT(1107),
    /** Trap: an indirect call of a function of another type. */
    TRAP_INDIRECT_CALL_TYPE(1108),
    /** Trap: use of a null reference. */
    TRAP_NULL_REFERENCE(1109),
    /** Trap: the guest threw an exception and nobody caught it. */
    TRAP_UNCAUGHT_EXCEPTION(1110),
    /** Trap: calls nested too deep. */
    TRAP_STACK_EXHAUSTED(1111),
    /** Trap: the running thread was interrupted (deadline, cancellation, stop). */
    TRAP_INTERRUPTED(1112),
    /** Trap: the call used up its fuel. */
    TRAP_FUEL(1113),
    /** Trap: a component broke a rule of the Component Model, such as one about pointers, encodings, handles or re-entrance. */
    TRAP_COMPONENT(1114),
    /** Trap: a call carries more bytes of values than its limit. */
    TRAP_VALUES(1115),
    /** Trap: an instance holds more handles than its limit. */
    TRAP_HANDLES(1116),
    /** Trap: a call asks a host interface for more than a limit allows. */
    TRAP_HOST_LIMIT(1117),
    /** Trap: any other failure of guest code. */
    TRAP_OTHER(1199);

    private final int number;

    EngineError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
