package arcella.engine.core;

import run.endive.runtime.CallResult;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmEngineException;

/** The library's machine of one instance, with the way back to our {@link CoreInstance}. */
final class GuestMachine implements Machine {

    private final CoreInstance owner;
    private final Machine compiled;

    GuestMachine(CoreInstance owner, Machine compiled) {
        this.owner = owner;
        this.compiled = compiled;
    }

    CoreInstance owner() {
        return owner;
    }

    @Override
    public long[] call(int funcId, long[] args) {
        try {
            return compiled.call(funcId, args);
        } catch (WasmEngineException e) {
            throw owner.poisonedBy(e);
        }
    }

    @Override
    public long[] call(int funcId, long[] args, Object[] refArgs) {
        try {
            return compiled.call(funcId, args, refArgs);
        } catch (WasmEngineException e) {
            throw owner.poisonedBy(e);
        }
    }

    @Override
    public CallResult callWithRefs(int funcId, long[] args, Object[] refArgs) {
        try {
            return compiled.callWithRefs(funcId, args, refArgs);
        } catch (WasmEngineException e) {
            throw owner.poisonedBy(e);
        }
    }
}
