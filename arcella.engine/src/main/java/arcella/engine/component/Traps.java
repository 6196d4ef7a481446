package arcella.engine.component;

import java.util.List;

import arcella.engine.core.Trap;

/** The traps of the Component Model's run time. */
final class Traps {

    private Traps() {}

    static Trap trap(String what) {
        return new Trap(Trap.Kind.COMPONENT_RULE, what, List.of());
    }

    static Trap cannotEnter() {
        return trap("cannot enter component instance");
    }

    static Trap cannotLeave() {
        return trap("cannot leave component instance");
    }
}
