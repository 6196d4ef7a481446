package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.Modules.MeteredCall;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code module:call}. */
@Component(service = Verb.class)
public final class CallVerb implements Verb {

    private static final String CALL = "call";
    private static final String FUEL = "fuel";

    private static final VerbSpec SPEC = Specs.change(
            "module:call", "Calls a function of a running module",
            "The call is written as name(arguments) with values in WAVE: 'greet(\"Ada\")', "
                    + "'sum([1, 2, 3])', 'draw({x: 1, y: 2}, some(red))'. The name is fn, iface.fn or "
                    + "ns:pkg/iface@version.fn; the shorter forms will do where they mean one function only. The result "
                    + "is printed as WAVE. module:info lists the functions.\n\n"
                    + "A trap, or a deadline that passes, ends the module's instance; [restart] of its manifest says "
                    + "what follows. Cancelling a call that runs does the same.\n\n"
                    + "--fuel tells the fuel that the call took, about a unit an instruction of the module itself: the same "
                    + "for the same work, in the container's process and in a worker. It is counted where a limit of fuel "
                    + "holds: not for a trusted module unless 'fuel' is stated in [limits] of its manifest, or limits.fuel "
                    + "in its configuration.",
            List.of(Specs.module(),
                    Parameter.argument(CALL, new Parameter.Reference(FunctionCandidates.FUNCTION), "the function and its arguments"),
                    Parameter.flag(FUEL, "tell the fuel that the call took")),
            "module call greeter 'greet(\"Ada\")'");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public CallVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        String module = invocation.arguments().text(Specs.MODULE);
        String call = invocation.arguments().text(CALL);
        VerbResult result = invocation.arguments().flag(FUEL) ? metered(module, call) : plain(module, call);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return result;
    }

    private VerbResult plain(String module, String call) throws InterruptedException {
        String result = runtime.modules().call(module, call);
        return new VerbResult(result, Data.fields().put("result", result).build());
    }

    private VerbResult metered(String module, String call) throws InterruptedException {
        MeteredCall made = runtime.modules().meteredCall(module, call);
        return new VerbResult(made.result() + (made.result().isEmpty() ? "" : "\n") + "fuel: " + made.fuel(),
                Data.fields().put("result", made.result()).put(FUEL, made.fuel()).build());
    }
}
