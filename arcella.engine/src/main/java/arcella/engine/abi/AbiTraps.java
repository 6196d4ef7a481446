package arcella.engine.abi;

import java.util.List;

import arcella.engine.core.Trap;

/** The traps that the Canonical ABI asks for, in one wording for all that carry it out. */
public final class AbiTraps {

    private AbiTraps() {}

    /** A trap that says what rule was broken. */
    public static Trap trap(String what) {
        return new Trap(Trap.Kind.COMPONENT_RULE, what, List.of());
    }

    static Trap unaligned(String what, long pointer, int alignment) {
        return trap("unaligned pointer: " + what + " at " + pointer + " is not aligned to " + alignment);
    }

    static Trap outside(String what, long pointer, long length, long memory) {
        return trap(what + " pointer/length out of bounds of memory: " + length + " bytes at " + pointer
                + " in a memory of " + memory);
    }
}
