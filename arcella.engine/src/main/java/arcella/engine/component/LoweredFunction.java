package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.engine.abi.AbiContext;
import arcella.engine.abi.FlatReader;
import arcella.engine.abi.FlatWriter;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.wit.resolved.FuncType;
import arcella.wit.value.WitValue;

/** A component function as a core function for a guest to import ({@code CanonicalABI.md}, {@code canon lower}). */
final class LoweredFunction {

    private final Signature signature;
    private final ComponentFunction target;
    private final Options options;
    private final Environment environment;

    /**
     * @param type the function's type as the calling side sees it
     */
    LoweredFunction(FuncType type, ComponentFunction target, Options options, Environment environment) {
        this.signature = Signature.of(type);
        this.target = target;
        this.options = options;
        this.environment = environment;
    }

    CoreCallable callable() {
        return CoreCallable.host(signature.lowered(), this::call);
    }

    private long[] call(long[] arguments) {
        InstanceState instance = environment.instance();
        instance.checkLeave();
        CallScope subtask = new CallScope();
        AbiContext context = options.context(instance, new CallHandles(instance, environment, subtask),
                target instanceof LiftedFunction);
        FlatReader in = new FlatReader(arguments);
        List<WitValue> values =
                new Lifter(context).values(Signature.MAX_FLAT_PARAMS, in, signature.params());
        Optional<WitValue> result = target.call(Optional.of(instance), values);
        FlatWriter out = new FlatWriter();
        new Lowerer(context)
                .results(Signature.MAX_FLAT_RESULTS, result.stream().toList(), signature.results(), in, out);
        subtask.end(instance.store);
        return out.slots();
    }
}
