package arcella.runtime.manifest;

import java.util.List;
import java.util.Optional;

import arcella.runtime.ModuleId;

/**
 * The section {@code [module]}.
 *
 * @param id name and version
 * @param isolation where it asks to run
 * @param trusted whether it asks for trust
 * @param async whether it may be entered again while a call waits
 * @param group the worker group; empty for one of its own
 * @param start when its instance is made; empty for what suits the occasion
 * @param description one line for people; may be empty
 * @param exports what may be exported; empty for all
 * @param imports what may be linked beyond the safe set
 */
public record ModuleSection(
        ModuleId id,
        Isolation isolation,
        boolean trusted,
        boolean async,
        Optional<String> group,
        Optional<Start> start,
        String description,
        List<InterfacePattern> exports,
        List<InterfacePattern> imports) {

    /** Where instances run. */
    public enum Isolation {
        /** In the container's process; needs trust and async. */
        MAIN,
        /** In a worker process. */
        WORKER;

        /** As the manifest writes it. */
        public String text() {
            return this == MAIN ? "main" : "worker";
        }
    }

    /** When the instance of a module is made that was started. */
    public enum Start {
        /** By the first call of it. */
        LAZY,
        /** At once. */
        EAGER
    }

    public ModuleSection {
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
    }

    static ModuleSection named(ModuleId id) {
        return new ModuleSection(
                id, Isolation.WORKER, false, false, Optional.empty(), Optional.empty(), "", List.of(), List.of());
    }

    ModuleSection as(ModuleId other) {
        return new ModuleSection(other, isolation, trusted, async, group, start, description, exports, imports);
    }
}
