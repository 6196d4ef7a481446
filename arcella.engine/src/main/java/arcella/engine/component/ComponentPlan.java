package arcella.engine.component;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.wit.component.Canon;
import arcella.wit.component.Definition;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResolvedComponent;

/**
 * What is computed once for a component and all components inside it: the resolved types, the compiled core modules, and
 * the core forms of the types of all functions that are lifted or lowered. Immutable; instantiated as often as wanted.
 *
 * @param resolved the validated component
 * @param modules the compiled core modules that stand in it, in order
 * @param nested the plans of the components that stand in it, in order
 * @param signatures of the functions that it lifts and lowers, by the identity of their types
 */
record ComponentPlan(ResolvedComponent resolved, List<CoreModule> modules, List<ComponentPlan> nested,
        Map<FuncType, Signature> signatures) {

    ComponentPlan {
        modules = List.copyOf(modules);
        nested = List.copyOf(nested);
    }

    /** Compiles all core modules at once: only modules that were loaded together can share tables. */
    static ComponentPlan of(ResolvedComponent resolved, CoreEngine engine, CoreOptions options,
            CompileProgress progress) {
        List<byte[]> binaries = new ArrayList<>();
        collect(resolved, binaries);
        return of(resolved, engine.load(binaries, options, progress).iterator());
    }

    private static void collect(ResolvedComponent resolved, List<byte[]> binaries) {
        resolved.modules().forEach(module -> binaries.add(module.bytes().toByteArray()));
        resolved.nested().forEach(inner -> collect(inner, binaries));
    }

    /** The functions that run in the interpreter, of all modules inside. */
    List<String> interpretedFunctions() {
        List<String> slow = new ArrayList<>();
        modules.forEach(module -> slow.addAll(module.interpretedFunctions().values()));
        nested.forEach(inner -> slow.addAll(inner.interpretedFunctions()));
        return slow;
    }

    private static ComponentPlan of(ResolvedComponent resolved, Iterator<CoreModule> loaded) {
        List<CoreModule> modules = new ArrayList<>();
        for (int i = 0; i < resolved.modules().size(); i++) {
            modules.add(loaded.next());
        }
        List<ComponentPlan> nested = new ArrayList<>();
        for (ResolvedComponent inner : resolved.nested()) {
            nested.add(of(inner, loaded));
        }
        return new ComponentPlan(resolved, modules, nested, signatures(resolved));
    }

    private static Map<FuncType, Signature> signatures(ResolvedComponent resolved) {
        Map<FuncType, Signature> signatures = new IdentityHashMap<>();
        for (Definition definition : resolved.component().definitions()) {
            if (definition instanceof Definition.Canonical(Canon canon, int _)) {
                switch (canon) {
                    case Canon.Lift lift -> signatures.computeIfAbsent(
                            (FuncType) resolved.types().get(lift.typeIndex()), Signature::of);
                    case Canon.Lower lower -> signatures.computeIfAbsent(
                            resolved.funcs().get(lower.funcIndex()), Signature::of);
                    default -> {
                        // Built-ins have core types of their own.
                    }
                }
            }
        }
        return signatures;
    }

    /** The core form of a function that is lifted or lowered. */
    Signature signature(FuncType type) {
        return Objects.requireNonNull(signatures.get(type), "neither lifted nor lowered here");
    }
}
