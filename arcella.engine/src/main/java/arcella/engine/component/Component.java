package arcella.engine.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.EngineError;
import arcella.engine.core.CacheKeys;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreOptions;
import arcella.error.ArcellaException;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.Definition;
import arcella.wit.resolved.ComponentType;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/**
 * A component, decoded, validated and compiled. Immutable and thread-safe; instantiate it with a {@link Linker} as often
 * as wanted.
 */
public final class Component {

    /** Linkers of one kind offer objects of the same classes; few kinds are to be expected. */
    private static final int MOST_KINDS = 16;

    private final ComponentPlan plan;
    private final Map<List<Object>, HostMethods.Matches> matches = new ConcurrentHashMap<>();

    private Component(ComponentPlan plan) {
        this.plan = plan;
    }

    /**
     * Reads a component from a file.
     *
     * @throws ArcellaException if the file cannot be read, or as {@link #of(byte[], CoreEngine)}
     */
    public static Component read(Path file) {
        try {
            return of(Files.readAllBytes(file), new CoreEngine());
        } catch (IOException e) {
            throw new ArcellaException(EngineError.NOT_WASM, file + " cannot be read (" + e.getMessage() + ")",
                    "check the path", e);
        }
    }

    /**
     * Decodes, validates and compiles a component that is trusted.
     *
     * @param bytes the whole binary; not kept, not changed
     * @param engine what compiles the core modules inside
     * @throws ArcellaException if the bytes are no component, a rule is broken, or a core module cannot be compiled
     */
    public static Component of(byte[] bytes, CoreEngine engine) {
        return of(bytes, engine, CoreOptions.trusted());
    }

    /** As {@link #of(byte[], CoreEngine, CoreOptions, CompileProgress)}, with nobody listening. */
    public static Component of(byte[] bytes, CoreEngine engine, CoreOptions options) {
        return of(bytes, engine, options, CompileProgress.NONE);
    }

    /**
     * Decodes, validates and compiles a component.
     *
     * @param bytes the whole binary; not kept, not changed
     * @param engine what compiles the core modules inside, or has them in its cache
     * @param options what is counted while the core modules run
     * @param progress hears how far the compilation of each core module is
     * @throws ArcellaException if the bytes are no component, a rule is broken, or a core module cannot be compiled
     */
    public static Component of(byte[] bytes, CoreEngine engine, CoreOptions options, CompileProgress progress) {
        // The engine validates every core module that it compiles, and an entry of its cache stands for one that it
        // validated before: looking at their code here too would only be a second time.
        return new Component(ComponentPlan.of(
                ComponentValidator.validate(ComponentDecoder.decode(bytes), CoreModuleValidator.TRUSTING), engine, options,
                progress));
    }

    /**
     * The names under which a compile cache keeps a component's core modules. Decodes the component, and neither
     * validates nor compiles anything.
     *
     * @throws ArcellaException if the bytes are no component
     */
    public static CacheKeys cacheKeys(byte[] bytes, CoreOptions options) {
        List<byte[]> binaries = new ArrayList<>();
        collect(ComponentDecoder.decode(bytes), binaries);
        return CacheKeys.of(binaries, options);
    }

    /** In the order in which they are compiled: a component's own first. */
    private static void collect(arcella.wit.component.Component decoded, List<byte[]> binaries) {
        for (Definition definition : decoded.definitions()) {
            if (definition instanceof Definition.CoreModule module) {
                binaries.add(module.bytes().toByteArray());
            }
        }
        for (Definition definition : decoded.definitions()) {
            if (definition instanceof Definition.Nested nested) {
                collect(nested.component(), binaries);
            }
        }
    }

    /** The length of its binary. */
    public int bytes() {
        return plan.resolved().component().bytes().length();
    }

    /** Its type: what it imports and exports. */
    public ComponentType type() {
        return plan.resolved().type();
    }

    /**
     * The names of the functions, of all core modules inside, that could not be compiled, because they are larger than a
     * Java method can be, and run in the interpreter, about a hundred times slower.
     */
    public List<String> interpretedFunctions() {
        return List.copyOf(plan.interpretedFunctions());
    }

    ComponentPlan plan() {
        return plan;
    }

    /** What is known of the Java methods behind the imports from linkers that offered the same kinds of objects. */
    HostMethods.Matches matches(List<Object> kinds) {
        HostMethods.Matches known = matches.get(kinds);
        if (known != null) {
            return known;
        }
        if (matches.size() >= MOST_KINDS) {
            matches.clear();
        }
        return matches.computeIfAbsent(kinds, unknown -> new HostMethods.Matches());
    }
}
