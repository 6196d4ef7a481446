package arcella.runtime.internal.config;

import java.util.List;
import java.util.Optional;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.bundle.ModuleBundle;

/**
 * A configuration pid that is a module's: {@code arcella.module.NAME} for all its versions, or targeted, as Configuration
 * Admin has it, {@code arcella.module.NAME|arcella.module.NAME|VERSION} for one.
 *
 * <p>The version of a targeted pid may be the module's own, such as {@code 1.0.0}, which goes on to hold after an update,
 * or its bundle's, such as {@code 1.0.0.r2}, which does not.
 *
 * @param name the module's name
 * @param version for which version; empty for all
 */
record ModulePid(String name, Optional<String> version) {

    /** The module that a pid is for; empty if it is no module's. */
    static Optional<ModulePid> of(String pid) {
        String[] parts = pid.split("\\|", 4);
        if (!parts[0].startsWith(ModuleBundle.PID_PREFIX)) {
            return Optional.empty();
        }
        String name = parts[0].substring(ModuleBundle.PID_PREFIX.length());
        if (!ModuleId.validName(name) || parts.length > 3 || parts.length > 1 && !parts[1].equals(parts[0])) {
            return Optional.empty();
        }
        return Optional.of(new ModulePid(name, parts.length == 3 ? Optional.of(parts[2]) : Optional.empty()));
    }

    /** The pids that hold for a module, the one that comes first if it is there before the others. */
    static List<String> of(ModuleId id, String bundleVersion) {
        String pid = ModuleBundle.PID_PREFIX + id.name();
        String targeted = pid + "|" + pid;
        return List.of(targeted + "|" + bundleVersion, targeted + "|" + id.version(), targeted, pid);
    }
}
