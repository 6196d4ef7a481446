package arcella.engine.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.engine.EngineError;
import arcella.engine.core.CoreEngine;
import arcella.error.ArcellaException;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.resolved.ComponentType;
import arcella.wit.validate.ComponentValidator;

/**
 * A component, decoded, validated and compiled. Immutable and thread-safe; instantiate it with a {@link Linker} as often
 * as wanted.
 */
public final class Component {

    private final ComponentPlan plan;

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
     * Decodes, validates and compiles a component.
     *
     * @param bytes the whole binary; not kept, not changed
     * @param engine what compiles the core modules inside
     * @throws ArcellaException if the bytes are no component, a rule is broken, or a core module cannot be compiled
     */
    public static Component of(byte[] bytes, CoreEngine engine) {
        return new Component(ComponentPlan.of(
                ComponentValidator.validate(ComponentDecoder.decode(bytes), module -> engine.outline(module.toByteArray())),
                engine));
    }

    /** Its type: what it imports and exports. */
    public ComponentType type() {
        return plan.resolved().type();
    }

    ComponentPlan plan() {
        return plan;
    }
}
