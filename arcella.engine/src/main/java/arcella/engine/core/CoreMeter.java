package arcella.engine.core;

/**
 * What the running guest has left: fuel and call depth. The instances of one component share one meter.
 *
 * <p>Fuel is set before a call and read after it; it is exact and the same in every run whenever control passes between
 * functions, of the guest's or the host's. Code compiled without counting leaves it alone.
 *
 * <p>One thread at a time, as for the instances.
 */
public final class CoreMeter {

    /** How deep calls may nest unless told otherwise. */
    public static final int DEFAULT_CALL_DEPTH = 20_000;

    private final int callDepth;
    private long given = Long.MAX_VALUE;
    private final CoreGlobal fuelGlobal =
            CoreGlobal.create(new CoreGlobalType(CoreValueType.I64, true), Long.MAX_VALUE);
    private final CoreGlobal depthGlobal;

    private CoreMeter(int callDepth) {
        this.callDepth = callDepth;
        this.depthGlobal = CoreGlobal.create(new CoreGlobalType(CoreValueType.I32, true), callDepth);
    }

    /** Practically endless fuel, the default call depth. */
    public static CoreMeter create() {
        return create(DEFAULT_CALL_DEPTH);
    }

    /** Practically endless fuel; calls nest as deep as told. */
    public static CoreMeter create(int callDepth) {
        if (callDepth < 0) {
            throw new IllegalArgumentException("call depth " + callDepth);
        }
        return new CoreMeter(callDepth);
    }

    /** The units of fuel left; 0 once a call ran out. */
    public long fuel() {
        return Math.max(0, fuelGlobal.bits());
    }

    /** The units that have been used since they were last set; all of them, once a call ran out. */
    public long used() {
        return given - fuel();
    }

    /** The units that were last set. */
    long given() {
        return given;
    }

    /** Sets the units of fuel left, before a call. A unit is about one instruction. */
    public void fuel(long units) {
        if (units < 0) {
            throw new IllegalArgumentException("fuel " + units);
        }
        given = units;
        fuelGlobal.bits(units);
    }

    /** How deep calls may nest. */
    public int callDepth() {
        return callDepth;
    }

    /** How much deeper calls may nest at present; the whole depth while no guest code runs. */
    public int depthLeft() {
        return depth();
    }

    CoreGlobal fuelGlobal() {
        return fuelGlobal;
    }

    CoreGlobal depthGlobal() {
        return depthGlobal;
    }

    int depth() {
        return (int) depthGlobal.bits();
    }

    void depth(int left) {
        depthGlobal.bits(left);
    }

    boolean outOfFuel() {
        return fuelGlobal.bits() < 0;
    }

    boolean tooDeep() {
        return depth() < 0;
    }
}
