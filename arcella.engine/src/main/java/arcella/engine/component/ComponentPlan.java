package arcella.engine.component;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.wit.resolved.ResolvedComponent;

/**
 * What is computed once for a component and all components inside it: the resolved types and the compiled core modules.
 * Immutable; instantiated as often as wanted.
 *
 * @param resolved the validated component
 * @param modules the compiled core modules that stand in it, in order
 * @param nested the plans of the components that stand in it, in order
 */
record ComponentPlan(ResolvedComponent resolved, List<CoreModule> modules, List<ComponentPlan> nested) {

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
        return new ComponentPlan(resolved, modules, nested);
    }
}
