package arcella.it.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import arcella.engine.EngineError;
import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.ExportedFunction;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** Carries out whole scripts: what needs no running as {@link StaticRunner}, the rest by instantiating and calling. */
final class RunningRunner implements Runner {

    private static final Outcome PASSED = new Outcome.Passed();
    private static final String LAST = "";
    private static final Pattern MODULE_FEATURE = Pattern.compile("^the module uses (.+?)(?: \\(at offset \\d+\\))?, which");
    /** What the engine's refusals contain, and the feature that is missing. */
    private static final Map<String, String> WANTING = Map.of(
            "(async lift)", "functions that are lifted asynchronously",
            "(async lower)", "functions that are lowered asynchronously",
            "does not suspend tasks", "tasks that are suspended",
            "called thread.new-indirect", "threads");

    private final StaticRunner statically = new StaticRunner();
    private final CoreEngine engine = new CoreEngine();
    private final Map<String, Component> components = new HashMap<>();
    private final Map<String, ComponentInstance> instances = new HashMap<>();
    /** Instances that could not be made for want of a feature, with the feature. */
    private final Map<String, String> wanting = new HashMap<>();

    @Override
    public Outcome run(Directive directive) throws IOException {
        return switch (directive.type()) {
            case "module" -> {
                Outcome read = define(directive);
                yield read instanceof Outcome.Passed ? instantiate(LAST, directive.name()) : read;
            }
            case "module_definition" -> define(directive);
            case "module_instance" -> instantiate(directive.json().path("module").asText(LAST),
                    Optional.ofNullable(directive.json().path("instance").textValue()));
            case "assert_return", "action" -> invoke(directive, false);
            case "assert_trap" -> invoke(directive, true);
            case "assert_uninstantiable" -> {
                Outcome read = define(directive);
                yield read instanceof Outcome.Passed ? uninstantiable(directive) : read;
            }
            case "unconverted" -> {
                Outcome outcome = statically.run(directive);
                instances.remove(LAST);
                if (outcome instanceof Outcome.Skipped(String feature)) {
                    // What follows calls the instance of the directive that is missing, and not the one before it.
                    wanting.put(LAST, feature);
                }
                yield outcome;
            }
            default -> statically.run(directive);
        };
    }

    private Outcome define(Directive directive) throws IOException {
        if (directive.isText() || directive.binary().isEmpty()) {
            return statically.run(directive);
        }
        try {
            Component component = Component.of(Files.readAllBytes(directive.binary().get()), engine);
            components.put(LAST, component);
            directive.name().ifPresent(name -> components.put(name, component));
            return PASSED;
        } catch (ArcellaException e) {
            components.remove(LAST);
            return failure(e, "refused");
        }
    }

    private Outcome instantiate(String component, Optional<String> name) {
        Component found = components.get(component);
        if (found == null) {
            return new Outcome.Failed("there is no component '" + component + "'");
        }
        instances.remove(LAST);
        wanting.remove(LAST);
        try {
            ComponentInstance instance = new Linker().instantiate(found);
            instances.put(LAST, instance);
            name.ifPresent(n -> instances.put(n, instance));
            return PASSED;
        } catch (ArcellaException e) {
            Outcome outcome = failure(e, "not instantiated");
            if (outcome instanceof Outcome.Skipped(String feature)) {
                wanting.put(LAST, feature);
                name.ifPresent(n -> wanting.put(n, feature));
            }
            return outcome;
        }
    }

    private Outcome uninstantiable(Directive directive) {
        try {
            new Linker().instantiate(components.get(LAST));
            return new Outcome.Failed("instantiated, expected: " + directive.expected().orElse(""));
        } catch (Trap e) {
            return trapped(e, directive);
        } catch (ArcellaException e) {
            return failure(e, "not instantiated");
        }
    }

    private Outcome invoke(Directive directive, boolean shouldTrap) {
        JsonNode action = directive.json().path("action");
        String name = action.path("module").asText(LAST);
        if (wanting.containsKey(name)) {
            return new Outcome.Skipped(wanting.get(name));
        }
        ComponentInstance instance = instances.get(name);
        if (instance == null) {
            return new Outcome.Failed("there is no instance '" + name + "'");
        }
        try {
            ExportedFunction function = instance.export(action.path("field").asText());
            Optional<WitValue> result = function.call(JsonValues.list(action.path("args")));
            if (shouldTrap) {
                return new Outcome.Failed("returned " + result + ", expected a trap: " + directive.expected().orElse(""));
            }
            List<WitValue> expected = JsonValues.list(directive.json().path("expected"));
            return directive.type().equals("action") || result.stream().toList().equals(expected)
                    ? PASSED
                    : new Outcome.Failed("returned " + result + ", expected " + expected);
        } catch (Trap e) {
            return shouldTrap ? trapped(e, directive) : new Outcome.Failed("trapped: " + e.getMessage());
        } catch (ArcellaException e) {
            boolean refused = shouldTrap && e.code().number() == EngineError.POISONED.number();
            Outcome outcome = refused ? agree(e.getMessage(), directive) : failure(e, "failed");
            if (outcome instanceof Outcome.Skipped(String feature)) {
                // The instance was left in the midst of what is not there: nothing more can be told of it.
                wanting.put(name, feature);
            }
            return outcome;
        }
    }

    private static Outcome trapped(Trap trap, Directive directive) {
        return agree(trap.getMessage(), directive);
    }

    private static Outcome agree(String found, Directive directive) {
        String expected = directive.expected().orElse("");
        return Reasons.agree(expected.replaceFirst("^wasm trap: ", ""), found)
                ? PASSED
                : new Outcome.Failed("trapped for another reason: '" + found + "', expected: '" + expected + "'");
    }

    /** The feature that a refusal is about; empty if it is none of those that are known here. */
    static Optional<String> feature(String refusal) {
        Matcher module = MODULE_FEATURE.matcher(refusal);
        if (module.find()) {
            return Optional.of(module.group(1));
        }
        if (refusal.startsWith("the component defines constant values")) {
            return Optional.of("constant values in components");
        }
        return WANTING.entrySet().stream().filter(known -> refusal.contains(known.getKey())).findFirst()
                .map(Map.Entry::getValue);
    }

    private static Outcome failure(ArcellaException e, String what) {
        // Only what the engine is known not to run is skipped: any other refusal is a failure.
        Optional<String> feature = e.code().number() == EngineError.UNSUPPORTED_FEATURE.number()
                ? feature(e.what()) : Optional.empty();
        return feature.<Outcome>map(Outcome.Skipped::new).orElseGet(() -> new Outcome.Failed(what + ": " + e.getMessage()));
    }
}
