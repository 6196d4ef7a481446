package arcella.engine.core;

import run.endive.runtime.CallResult;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.WasmFunctionHandle;

/** What the library calls when a guest calls an imported function. */
sealed interface ImportedFunction extends WasmFunctionHandle {

    static ImportedFunction of(CoreFunction function, CoreInstance importer) {
        return switch (function) {
            case GuestFunction guest -> new Guest(guest.owner().linked().getMachine(), guest.index());
            case HostedFunction host -> new Host(host, importer);
        };
    }

    /** A function of another instance: straight into its machine, failures unwrapped until they reach Java. */
    record Guest(Machine machine, int index) implements ImportedFunction {

        @Override
        public long[] apply(Instance caller, long... args) {
            return machine.call(index, args);
        }

        @Override
        public CallResult applyWithRefs(Instance caller, long[] args, Object[] refArgs) {
            return machine.callWithRefs(index, args, refArgs);
        }
    }

    /** A Java function. */
    record Host(HostedFunction function, CoreInstance importer) implements ImportedFunction {

        @Override
        public long[] apply(Instance caller, long... args) {
            return function.callFrom(importer, args);
        }
    }
}
