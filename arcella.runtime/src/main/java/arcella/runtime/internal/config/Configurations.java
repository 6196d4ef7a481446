package arcella.runtime.internal.config;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.log.Levels;

/**
 * All configurations, as Configuration Admin keeps them, and what they say of modules, remembered. Whoever changes one, by
 * whatever way, has changed the modules when that returns. Thread-safe.
 */
public final class Configurations implements SynchronousConfigurationListener, AutoCloseable {

    private static final Set<String> ITS_OWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ITS_OWN.addAll(List.of(
                Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, ConfigurationAdmin.SERVICE_BUNDLELOCATION));
    }

    private final ConfigurationAdmin admin;
    private final ServiceRegistration<SynchronousConfigurationListener> registration;
    private final Map<String, ModuleSettings> modules = new ConcurrentHashMap<>();
    /** Held by whoever changes what a configuration says, from reading it to writing it. */
    private final Lock changes = new ReentrantLock();
    private volatile Consumer<String> listener = name -> {};
    private volatile Consumer<Map<String, String>> levels = texts -> {};

    /** Reads what there is, and hears of every change from now on. */
    public Configurations(BundleContext context, ConfigurationAdmin admin) {
        this.admin = admin;
        this.registration = context.registerService(SynchronousConfigurationListener.class, this, null);
        all().forEach(configuration -> read(configuration.getPid()));
    }

    /** Calls this with the name of a module whose configuration has changed, on the thread that changed it. */
    public void onChange(Consumer<String> hearer) {
        listener = hearer;
    }

    /** Calls this with the levels of loggers that are configured: now, and at every change. */
    public void onLevels(Consumer<Map<String, String>> hearer) {
        levels = hearer;
        hearer.accept(get(Levels.PID).orElse(Map.of()));
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        switch (event.getType()) {
            case ConfigurationEvent.CM_UPDATED, ConfigurationEvent.CM_DELETED -> {
                read(event.getPid()).ifPresent(module -> listener.accept(module.name()));
                if (event.getPid().equals(Levels.PID)) {
                    levels.accept(get(Levels.PID).orElse(Map.of()));
                }
            }
            default -> { }
        }
    }

    /** Remembers what a configuration says now, if it is a module's. */
    private Optional<ModulePid> read(String pid) {
        Optional<ModulePid> module = ModulePid.of(pid);
        if (module.isPresent()) {
            modules.compute(pid, (same, before) -> get(pid).map(ModuleSettings::of).orElse(null));
        }
        return module;
    }

    /** What holds for a module: of the configurations that are for it, the one for the fewest others. */
    public ModuleSettings of(ModuleId id, String bundleVersion) {
        if (modules.isEmpty()) {
            return ModuleSettings.NONE;
        }
        for (String pid : ModulePid.of(id, bundleVersion)) {
            ModuleSettings found = modules.get(pid);
            if (found != null) {
                return found;
            }
        }
        return ModuleSettings.NONE;
    }

    /** The module that a pid is for. */
    public static Optional<String> module(String pid) {
        return ModulePid.of(pid).map(ModulePid::name);
    }

    /** The pids of all configurations, in order. */
    public List<String> pids() {
        return all().stream().map(Configuration::getPid).sorted().toList();
    }

    /**
     * Those configurations that a filter of OSGi fits.
     *
     * @throws ArcellaException {@code BAD_SETTING} if it is no filter
     */
    public List<String> pids(String filter) {
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw new ArcellaException(RuntimeError.BAD_SETTING, "'" + filter + "' is no filter: " + e.getMessage(),
                    "write it like '(service.pid=arcella.*)'", e);
        }
        return find(filter).stream().map(Configuration::getPid).sorted().toList();
    }

    /** What a configuration says, without what Configuration Admin itself adds; empty if there is none. */
    public Optional<Map<String, String>> get(String pid) {
        return find(pid(pid)).stream().findFirst().map(Configurations::properties);
    }

    private static String pid(String pid) {
        String escaped = pid.replace("\\", "\\\\").replace("*", "\\*").replace("(", "\\(").replace(")", "\\)");
        return "(" + Constants.SERVICE_PID + "=" + escaped + ")";
    }

    /** Properties as text; arrays and lists have commas between their items. */
    private static Map<String, String> properties(Configuration configuration) {
        Map<String, String> texts = new TreeMap<>();
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties != null) {
            properties.keys().asIterator().forEachRemaining(key -> {
                if (!own(key)) {
                    texts.put(key, text(properties.get(key)));
                }
            });
        }
        return texts;
    }

    /** Values as text; arrays and lists have commas between their items. */
    public static Map<String, String> texts(Map<String, Object> properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, value) -> texts.put(key, text(value)));
        return texts;
    }

    private static boolean own(String key) {
        return ITS_OWN.contains(key);
    }

    private static String text(Object value) {
        if (value instanceof Object[] values) {
            return Arrays.stream(values).map(Configurations::text).collect(Collectors.joining(","));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(Configurations::text).collect(Collectors.joining(","));
        }
        return String.valueOf(value);
    }

    /**
     * Makes a configuration say this, and nothing else; makes it if there is none. Values that stay the same keep their
     * types, what is new is text.
     */
    public void put(String pid, Map<String, String> properties) {
        check(pid);
        checkKeys(properties.keySet());
        try {
            Configuration configuration = admin.getConfiguration(pid, "?");
            Dictionary<String, Object> before = configuration.getProperties();
            Map<String, String> texts = properties(configuration);
            Dictionary<String, Object> after = new Hashtable<>();
            properties.forEach((key, value) -> after.put(key,
                    before != null && value.equals(texts.get(key)) ? before.get(key) : value));
            configuration.update(after);
        } catch (IOException | IllegalArgumentException e) {
            throw failed("the configuration '" + pid + "' cannot be written", e);
        }
    }

    /**
     * Changes what a configuration says, and nobody else does so meanwhile; makes it if there is none.
     *
     * @param change from what it says to what it will say, nothing if it is to go; may refuse by an exception
     * @return what it says now
     */
    public Map<String, String> change(String pid, Function<Map<String, String>, Optional<Map<String, String>>> change) {
        changes.lock();
        try {
            Optional<Map<String, String>> after = change.apply(get(pid).orElse(Map.of()));
            after.ifPresentOrElse(properties -> put(pid, properties), () -> delete(pid));
            return after.orElse(Map.of());
        } finally {
            changes.unlock();
        }
    }

    /**
     * Deletes a configuration.
     *
     * @return whether there was one
     */
    public boolean delete(String pid) {
        changes.lock();
        try {
            Optional<Configuration> found = find(pid(pid)).stream().findFirst();
            if (found.isPresent()) {
                found.get().delete();
            }
            return found.isPresent();
        } catch (IOException e) {
            throw failed("the configuration '" + pid + "' cannot be deleted", e);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Refuses what is no name for a configuration, unless there is one of that name, which others may have made.
     *
     * @throws ArcellaException {@code BAD_SETTING}
     */
    public void check(String pid) {
        if (find(pid(pid)).isEmpty()) {
            PidCheck.check(pid);
        }
    }

    /**
     * Refuses a configuration that cannot be, and one of a module that says what cannot hold, or that no module can have.
     *
     * @throws ArcellaException {@code BAD_SETTING}
     */
    public static void check(String pid, Map<String, String> properties) {
        PidCheck.check(pid);
        checkKeys(properties.keySet());
        if (!pid.startsWith(ModuleBundle.PID_PREFIX)) {
            return;
        }
        List<String> problems = ModuleSettings.of(properties).problems();
        if (!problems.isEmpty()) {
            throw new ArcellaException(RuntimeError.BAD_SETTING, "'" + pid + "' was not changed: " + String.join("; ", problems),
                    "keys beside limits.… are free");
        }
    }

    private static void checkKeys(Set<String> keys) {
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String key : keys) {
            if (own(key)) {
                throw new ArcellaException(RuntimeError.BAD_SETTING, "no configuration sets '" + key + "': Configuration Admin does",
                        "leave it out");
            }
            String other = seen.put(key, key);
            if (other != null) {
                throw new ArcellaException(RuntimeError.BAD_SETTING,
                        "'" + key + "' and '" + other + "' cannot stand beside each other: keys are told apart without their case",
                        "delete one with config:property-delete, or give it another name");
            }
        }
    }

    private List<Configuration> all() {
        return find("(" + Constants.SERVICE_PID + "=*)");
    }

    private List<Configuration> find(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException e) {
            throw failed("the configurations cannot be read", e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of ours does not read: " + filter, e);
        }
    }

    private static ArcellaException failed(String what, Exception cause) {
        return new ArcellaException(RuntimeError.CONFIGURATION_STORE, what + ": " + cause.getMessage(),
                "check the folder config/ of the home, and its free space", cause);
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
