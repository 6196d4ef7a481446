package arcella.runtime.manifest;

import java.util.Map;

import arcella.runtime.ModuleId;

/**
 * What a module's {@code arcella.toml} says. Immutable.
 *
 * @param module what it is and what it may be linked to
 * @param limits what it may use at most
 * @param wasi its arguments, environment, files and network
 * @param config values of {@code wasi:config}
 * @param restart what happens when its instance fails
 * @param instances how many instances there are
 */
public record Manifest(
        ModuleSection module,
        Limits limits,
        WasiSection wasi,
        Map<String, String> config,
        RestartSection restart,
        InstancesSection instances) {

    public Manifest {
        config = Map.copyOf(config);
    }

    /** The manifest of a module that came with none: everything has its default. */
    public static Manifest absent(ModuleId id) {
        return new Manifest(
                ModuleSection.named(id),
                Limits.STANDARD,
                WasiSection.NONE,
                Map.of(),
                RestartSection.STANDARD,
                InstancesSection.STANDARD);
    }

    /** This one with other limits. */
    public Manifest with(Limits others) {
        return new Manifest(module, others, wasi, config, restart, instances);
    }

    /** This one under another name or version, as an operator's {@code --name} and {@code --version} ask. */
    public Manifest as(ModuleId id) {
        return new Manifest(module.as(id), limits, wasi, config, restart, instances);
    }
}
