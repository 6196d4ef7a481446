package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Arguments;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModulePlan;
import arcella.runtime.ModulePlan.Action;
import arcella.runtime.ModulePlan.BundleStep;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code module:plan}. */
@Component(service = Verb.class)
public final class PlanVerb implements Verb {

    private static final String ACTION = "action";

    private static final VerbSpec SPEC = Specs.look(
            "module:plan", "Says what a step would do, without doing it",
            "Tells which modules and Java bundles would be wired to another provider, which would wait and for what, which would become "
                    + "active, and what would be drained, stopped or lost; and why a step would be refused. Of a start "
                    + "and an update also what the manifest asks for, and what of that is granted and what not. "
                    + "A plan that tells of a refusal is a success; scripts look at 'refused' of --output json. What there is no plan "
                    + "of, such as content that does not read, is an error.",
            Stream.concat(Stream.of(Parameter.argument(ACTION, new Parameter.Choice(
                            Stream.of(Action.values()).map(PlanVerb::word).toList()), "the step"),
                    Specs.module(), Uploads.manifest(), Uploads.optionalFile()), Uploads.options().stream()).toList(),
            new ResultShape.Message(), "module plan stop ledger", "module plan update ledger ./ledger.wasm");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public PlanVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        Arguments arguments = invocation.arguments();
        Action action = Action.valueOf(arguments.text(ACTION).toUpperCase(Locale.ROOT));
        Optional<InstallRequest> content =
                action == Action.UPDATE ? Uploads.optionalRequest(invocation) : Optional.empty();
        ModulePlan plan = runtime.modules().plan(action, arguments.text(Specs.MODULE), content);
        return new VerbResult(text(plan), data(plan));
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static String text(ModulePlan plan) {
        List<String> lines = new ArrayList<>();
        if (!plan.refused().isEmpty()) {
            lines.add("would be refused:");
            plan.refused().forEach(why -> lines.add("  " + why));
        }
        if (plan.refused().isEmpty() || plan.forcible()) {
            if (plan.forcible()) {
                lines.add("with --force:");
            }
            List<String> effects = effects(plan);
            lines.addAll(effects.isEmpty() ? List.of("changes nothing for others") : effects);
        }
        plan.asks().ifPresent(asks -> {
            if (!asks.granted().isEmpty()) {
                lines.add("granted: " + String.join(", ", asks.granted()));
            }
            lines.addAll(asks.notes());
        });
        StringBuilder text = new StringBuilder(word(plan.action())).append(' ').append(plan.module());
        lines.forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }

    private static List<String> effects(ModulePlan plan) {
        List<String> lines = new ArrayList<>();
        if (plan.stopped()) {
            lines.add(plan.action() == Action.UPDATE ? "replaces the running instance" : "stops the running instance");
        }
        if (plan.inFlight() > 0) {
            lines.add("drains calls in flight: " + plan.inFlight());
        }
        plan.rewired().forEach(one -> lines.add((one.from().isEmpty() ? "wires " : "rewires ") + one.consumer() + ": "
                + one.imports() + (one.from().isEmpty() ? "" : " from " + one.from()) + " to " + one.to()));
        plan.activated().forEach(one -> lines.add("makes " + one + " Active"));
        plan.waiting().forEach(one -> lines.add("makes " + one.module() + " wait for "
                + String.join(", ", one.imports())));
        plan.held().forEach(one -> lines.add(one.consumer() + " loses resources that it holds: " + one.handles()
                + (plan.action() == Action.UPDATE ? ", unless it drops them while calls are drained" : "")));
        plan.bundles().forEach(one -> lines.add(text(one)));
        lines.addAll(plan.notes());
        return lines;
    }

    private static String text(BundleStep step) {
        String held = step.held() == 0 ? "" : "; it loses resources that it holds: " + step.held();
        if (step.from().isEmpty()) {
            return "gives " + step.bundle() + " " + step.export() + " of " + step.to() + ", as " + step.face();
        }
        if (!step.to().isEmpty()) {
            return "rewires " + step.bundle() + ": " + step.export() + " from " + step.from() + " to " + step.to() + held;
        }
        return "takes " + step.export() + " of " + step.from() + " from " + step.bundle()
                + (step.used() ? ", which uses it as " : ", where nobody uses it as ") + step.face() + held;
    }

    private static Data data(ModulePlan plan) {
        Data.FieldsBuilder fields = Data.fields()
                .put("action", word(plan.action()))
                .put("module", plan.module().toString())
                .put("refused", Data.texts(plan.refused()))
                .put("forcible", plan.forcible())
                .put("rewired", Data.items(plan.rewired().stream().map(one -> Data.fields()
                        .put("module", one.consumer().toString()).put("imports", one.imports())
                        .put("from", one.from()).put("to", one.to()).build()).toList()))
                .put("activated", Data.texts(plan.activated().stream().map(Object::toString).toList()))
                .put("waiting", Data.items(plan.waiting().stream().map(one -> Data.fields()
                        .put("module", one.module().toString()).put("imports", Data.texts(one.imports())).build()).toList()))
                .put("stopped", plan.stopped())
                .put("in-flight", plan.inFlight())
                .put("held", Data.items(plan.held().stream().map(one -> Data.fields()
                        .put("module", one.consumer().toString()).put("handles", one.handles()).build()).toList()))
                .put("bundles", Data.items(plan.bundles().stream().map(one -> Data.fields()
                        .put("bundle", one.bundle().id()).put("name", one.bundle().symbolicName()).put("face", one.face())
                        .put("export", one.export()).put("from", one.from()).put("to", one.to()).put("used", one.used())
                        .put("handles", one.held()).build()).toList()))
                .put("notes", Data.texts(Stream.concat(plan.notes().stream(),
                        plan.asks().stream().flatMap(asks -> asks.notes().stream())).toList()));
        plan.asks().ifPresent(asks -> fields
                .put("granted", Data.texts(asks.granted()))
                .put("denied", Data.texts(asks.denied()))
                .put("isolation", asks.isolation()));
        return fields.build();
    }
}
