package arcella.feature.internal.install;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import arcella.error.ArcellaException;
import arcella.feature.Feature.Settings;
import arcella.feature.FeatureError;

/** Configurations, as Configuration Admin keeps them. */
final class SettingsKeeper {

    private static final List<String> ITS_OWN = List.of(
            Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, ConfigurationAdmin.SERVICE_BUNDLELOCATION);

    private final ConfigurationAdmin admin;

    SettingsKeeper(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** What a configuration says; empty if there is none. */
    Optional<Map<String, Object>> get(String pid) {
        return find(pid).map(configuration -> {
            Map<String, Object> properties = new TreeMap<>();
            Dictionary<String, Object> found = configuration.getProperties();
            if (found != null) {
                for (String key : Collections.list(found.keys())) {
                    if (!ITS_OWN.contains(key)) {
                        properties.put(key, found.get(key));
                    }
                }
            }
            return properties;
        });
    }

    /** The first key in which a configuration differs from what a feature says. */
    static Optional<String> difference(Map<String, Object> present, Map<String, Object> wanted) {
        Map<String, Object> all = new TreeMap<>(present);
        all.putAll(wanted);
        return all.keySet().stream()
                .filter(key -> !present.containsKey(key) || !wanted.containsKey(key) || !same(present.get(key), wanted.get(key)))
                .findFirst();
    }

    /** A list comes back as an array or as another list, text for a number that an operator typed. */
    private static boolean same(Object one, Object other) {
        return text(one).equals(text(other));
    }

    static String text(Object value) {
        return switch (value) {
            case Object[] values -> Arrays.stream(values).map(SettingsKeeper::text).toList().toString();
            case java.util.Collection<?> values -> values.stream().map(SettingsKeeper::text).toList().toString();
            default -> String.valueOf(value);
        };
    }

    /** Makes a configuration that there is not; one that cannot be written is not there afterwards either. */
    void make(Settings settings) {
        try {
            int tilde = settings.pid().indexOf('~');
            Configuration configuration = tilde > 0
                    ? admin.getFactoryConfiguration(settings.pid().substring(0, tilde), settings.pid().substring(tilde + 1), "?")
                    : admin.getConfiguration(settings.pid(), "?");
            try {
                configuration.update(new Hashtable<>(settings.properties()));
            } catch (IOException | IllegalArgumentException e) {
                try {
                    configuration.delete();
                } catch (IOException also) {
                    e.addSuppressed(also);
                }
                throw e;
            }
        } catch (IOException e) {
            throw failed("the configuration '" + settings.pid() + "' cannot be written", e);
        } catch (IllegalArgumentException e) {
            throw new ArcellaException(FeatureError.INSTALL_FAILED,
                    "Configuration Admin does not take the configuration '" + settings.pid() + "': " + e.getMessage(), "change it", e);
        }
    }

    void delete(String pid) {
        try {
            Optional<Configuration> found = find(pid);
            if (found.isPresent()) {
                found.get().delete();
            }
        } catch (IOException e) {
            throw failed("the configuration '" + pid + "' cannot be deleted", e);
        }
    }

    private Optional<Configuration> find(String pid) {
        String escaped = pid.replace("\\", "\\\\").replace("*", "\\*").replace("(", "\\(").replace(")", "\\)");
        try {
            Configuration[] found = admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + escaped + ")");
            return found == null ? Optional.empty() : Optional.of(found[0]);
        } catch (IOException e) {
            throw failed("the configurations cannot be read", e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of ours does not read: " + escaped, e);
        }
    }

    private static ArcellaException failed(String what, Exception cause) {
        return new ArcellaException(FeatureError.INSTALL_FAILED, what + ": " + cause.getMessage(),
                "check the folder config/ of the home, and its free space", cause);
    }
}
