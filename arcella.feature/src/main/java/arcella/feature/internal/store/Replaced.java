package arcella.feature.internal.store;

import java.util.List;
import java.util.Optional;

import arcella.feature.Feature.Settings;

/**
 * An installed feature whose place another is to take, as it was then: enough to bring it back if the other does not come. The
 * store keeps the content of its bundles and modules. Immutable.
 *
 * @param feature what was known of it
 * @param modules its modules that were as it had brought them
 * @param settings its configurations, as they were
 */
public record Replaced(Installed feature, List<Module> modules, List<Settings> settings) {

    public Replaced {
        modules = List.copyOf(modules);
        settings = List.copyOf(settings);
    }

    /**
     * A module.
     *
     * @param id its name and version
     * @param manifest the text of its manifest, if it had one
     * @param start whether it has to come up again for the feature to be back
     * @param wanted whether it is to run
     */
    public record Module(String id, Optional<String> manifest, boolean start, boolean wanted) {}
}
