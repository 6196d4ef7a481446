package arcella.engine.core;

import java.util.ArrayList;
import java.util.List;

import run.endive.runtime.WasmException;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;

/** Turns what the engine library throws into {@link Trap}s. The library tells traps apart by their words only. */
final class Traps {

    private Traps() {}

    static boolean isStackExhausted(Throwable failure) {
        return failure instanceof StackOverflowError
                || failure instanceof WasmEngineException && failure.getCause() instanceof StackOverflowError;
    }

    /** What to throw at the boundary to Java; failures of host functions pass through as they are. */
    static RuntimeException translate(Throwable failure, CoreModule module, CoreMeter meter) {
        return switch (failure) {
            case StackOverflowError e -> exhausted(e, meter);
            case Error e -> throw e;
            case WasmInterruptedException e ->
                    new Trap(Trap.Kind.INTERRUPTED, "the guest was interrupted", frames(e, module), e);
            case WasmException e ->
                    new Trap(Trap.Kind.UNCAUGHT_EXCEPTION, "the guest threw an exception that nobody caught", List.of(),
                            e);
            case WasmEngineException e when isStackExhausted(e) -> exhausted(e, meter);
            case WasmEngineException e -> {
                String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                Trap.Kind kind = kind(said);
                // Counting code gives up with the same instruction as the guest does, and leaves its mark in the meter.
                if (kind == Trap.Kind.UNREACHABLE && meter.outOfFuel()) {
                    yield new Trap(Trap.Kind.OUT_OF_FUEL, "out of fuel: the call has used up its limit of "
                            + meter.given() + " units", frames(e, module), e);
                } else if (kind == Trap.Kind.UNREACHABLE && meter.tooDeep()) {
                    yield new Trap(Trap.Kind.STACK_EXHAUSTED, "call stack exhausted: calls nest deeper than "
                            + meter.callDepth(), frames(e, module), e);
                }
                yield new Trap(kind, kind == Trap.Kind.UNREACHABLE ? "unreachable" : said, frames(e, module), e);
            }
            case RuntimeException e -> e;
            default -> new IllegalStateException("a guest call threw a checked exception", failure);
        };
    }

    private static Trap exhausted(Throwable failure, CoreMeter meter) {
        // What was thrown through has not put the depth back.
        int nested = meter.callDepth() - Math.max(0, meter.depth());
        return new Trap(Trap.Kind.STACK_EXHAUSTED, "call stack exhausted" + (nested <= 0 ? ""
                : ": the thread's stack ended at " + nested + " nested calls, of " + meter.callDepth() + " that may be"),
                List.of(), failure);
    }

    private static Trap.Kind kind(String said) {
        if (said.startsWith("Trapped on unreachable")) {
            return Trap.Kind.UNREACHABLE;
        } else if (said.contains("out of bounds memory access")) {
            return Trap.Kind.MEMORY_OUT_OF_BOUNDS;
        } else if (said.contains("out of bounds table access") || said.startsWith("undefined element")) {
            return Trap.Kind.TABLE_OUT_OF_BOUNDS;
        } else if (said.contains("integer divide by zero")) {
            return Trap.Kind.INTEGER_DIVIDE_BY_ZERO;
        } else if (said.contains("integer overflow")) {
            return Trap.Kind.INTEGER_OVERFLOW;
        } else if (said.contains("invalid conversion to integer")) {
            return Trap.Kind.BAD_CONVERSION_TO_INTEGER;
        } else if (said.startsWith("uninitialized element")) {
            return Trap.Kind.UNINITIALIZED_ELEMENT;
        } else if (said.contains("indirect call type mismatch")) {
            return Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH;
        } else if (said.contains("null reference") || said.contains("null function reference")) {
            return Trap.Kind.NULL_REFERENCE;
        }
        return Trap.Kind.OTHER;
    }

    private static List<String> frames(Throwable failure, CoreModule module) {
        List<String> frames = new ArrayList<>();
        for (StackTraceElement element : failure.getStackTrace()) {
            if (element.getMethodName().startsWith("func_") && GeneratedClasses.isGenerated(element.getClassName())) {
                module.describe(element).ifPresent(frames::add);
            }
        }
        return frames;
    }
}
