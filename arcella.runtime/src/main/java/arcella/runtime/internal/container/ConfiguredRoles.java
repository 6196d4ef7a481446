package arcella.runtime.internal.container;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Role;
import arcella.command.RoleSettings;
import arcella.command.RoleSettings.Who;
import arcella.command.Roles;
import arcella.command.VerbName;
import arcella.error.ArcellaException;
import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.Configuration;

/** The roles that the container's configuration gives: nobody gets any while nobody can say what it says. Thread-safe. */
@Component(service = Roles.class, immediate = true)
public final class ConfiguredRoles implements Roles {

    private final ConfigSource source;
    private @Nullable Configuration read;
    private RoleSettings settings = RoleSettings.NONE;

    /** For SCR. */
    @Activate
    public ConfiguredRoles(@Reference ConfigSource source) {
        this.source = source;
    }

    @Override
    public synchronized RoleSettings settings() {
        Configuration now;
        try {
            now = source.holding("roles");
        } catch (ArcellaException e) {
            // Told to the operator by whoever follows the files; what gives and what refuses fall together.
            return RoleSettings.NONE;
        }
        if (now != read) {
            RoleSettings fresh = of(now);
            settings = fresh.equals(settings) ? settings : fresh;
            read = now;
        }
        return settings;
    }

    static RoleSettings of(Configuration configuration) {
        Map<VerbName, Role> verbs = new HashMap<>();
        configuration.named(ConfigKeys.ROLES_VERBS).forEach((verb, role) -> verbs.put(VerbName.of(verb), Role.of(role).orElseThrow()));
        return new RoleSettings(who(configuration.get(ConfigKeys.ROLES_ADMIN)), who(configuration.get(ConfigKeys.ROLES_READ_ONLY)), verbs,
                configuration.stated(ConfigKeys.ROLES_SOCKET_FOLDER).map(folder -> new RoleSettings.Door(
                        folder, configuration.stated(ConfigKeys.ROLES_SOCKET_GROUP).orElse(""))));
    }

    private static List<Who> who(List<String> words) {
        return words.stream().map(Who::of).toList();
    }
}
