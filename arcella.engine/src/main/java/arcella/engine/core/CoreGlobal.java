package arcella.engine.core;

import java.util.Objects;

import run.endive.runtime.GlobalInstance;
import run.endive.wasm.types.MutabilityType;

/** A global variable or constant. One thread at a time, as for the instances that share it. */
public final class CoreGlobal implements CoreExtern {

    private final GlobalInstance global;
    private final CoreGlobalType type;

    CoreGlobal(GlobalInstance global, CoreGlobalType type) {
        this.global = Objects.requireNonNull(global, "global");
        this.type = type;
    }

    /**
     * A new global to give to instances as an import.
     *
     * @param bits its first value, in the form of {@link CoreFunction#call}'s slots
     */
    public static CoreGlobal create(CoreGlobalType type, long bits) {
        if (type.value().isReference()) {
            throw new IllegalArgumentException("globals made by the host hold numbers, not " + type.value());
        }
        return new CoreGlobal(GlobalInstance.builder()
                .valueLow(bits)
                .valType(EngineTypes.toEngine(type.value()))
                .mutabilityType(type.mutable() ? MutabilityType.Var : MutabilityType.Const)
                .build(), type);
    }

    GlobalInstance global() {
        return global;
    }

    @Override
    public CoreGlobalType type() {
        return type;
    }

    /** Its value, in the form of {@link CoreFunction#call}'s slots. */
    public long bits() {
        return global.getValueLow();
    }

    /** Changes its value. The host may do so for immutable globals of its own, before they are imported. */
    public void bits(long bits) {
        global.setValueLow(bits);
    }
}
