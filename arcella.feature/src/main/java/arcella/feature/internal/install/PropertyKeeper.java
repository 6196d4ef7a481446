package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.feature.FeatureError;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.Installed.Phase;
import arcella.feature.internal.store.State;

/**
 * The framework properties that features bring.
 *
 * <p>A framework takes its properties when it is launched, which was before. But what it does not have itself it looks for among
 * the JVM's properties, whenever a bundle asks (OSGi Core, {@code BundleContext.getProperty}); so those that only bundles of
 * features can be interested in are set there, and hold at once. What framework and container have read long ago is left in a
 * file for the launcher, and holds from the next start on.
 *
 * <p>Not thread-safe: whoever changes features holds their lock.
 */
final class PropertyKeeper {

    /** Beginnings of what framework, Log, Declarative Services and the like read as they start. */
    private static final List<String> AT_LAUNCH = List.of("org.osgi.", "felix.", "org.apache.felix.", "ds.");
    private static final List<String> OF_THE_JVM = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final String OURS = "arcella.";
    /**
     * Beginnings of what the framework cannot start with, or by which another would own it: where it keeps its bundles, which of
     * them start, what runs in it before them, and where the configurations lie. The launcher decides these.
     */
    private static final List<String> OF_THE_LAUNCHER = List.of("org.osgi.framework.security", "org.osgi.framework.storage",
            "org.osgi.framework.startlevel.", "org.osgi.framework.bundle.parent", "org.osgi.framework.trust.repositories",
            "org.osgi.framework.command.execpermission", "org.osgi.framework.bsnversion", "org.osgi.framework.system.packages",
            "org.osgi.framework.system.capabilities", "felix.systembundle.activators", "felix.bundlecache.", "felix.cache.",
            "felix.startlevel.", "felix.shutdown.hook", "felix.cm.", "felix.service.urlhandlers", "felix.extensions.", "felix.security.",
            "felix.auto.", "felix.log.logger");
    /** What stays possible although its name begins as one of those: each only adds something. */
    private static final List<String> ADDED =
            List.of("org.osgi.framework.system.packages.extra", "org.osgi.framework.system.capabilities.extra");

    private final Path file;
    private final UnaryOperator<String> framework;
    private final Set<String> made = new HashSet<>();
    /** What features left for this start. */
    private final Set<String> launched;

    /**
     * Keeps them; to be made before anything is left for the next start.
     *
     * @param file where the launcher looks
     * @param framework what the framework answers for a key, {@code null} for what it does not have
     */
    PropertyKeeper(Path file, UnaryOperator<String> framework) {
        this.file = file;
        this.framework = framework;
        this.launched = read(file);
    }

    /** The keys in the file; none if it does not read, which the launcher has told. */
    private static Set<String> read(Path file) {
        Properties left = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            left.load(in);
        } catch (IOException | IllegalArgumentException _) {
            return Set.of();
        }
        return left.stringPropertyNames();
    }

    /** What the framework has for a key. */
    Optional<String> get(String key) {
        return Optional.ofNullable(framework.apply(key));
    }

    /** Whether a key's value matters only while the container starts. */
    static boolean atLaunch(String key) {
        return AT_LAUNCH.stream().anyMatch(key::startsWith);
    }

    /** Why no feature can set it. */
    static Optional<String> problem(String key) {
        if (key.isBlank()) {
            return Optional.of("a framework property without a name");
        }
        if (OF_THE_JVM.stream().anyMatch(key::startsWith)) {
            return Optional.of("the framework property " + key + " is one of the JVM, which features do not set (start the container with it)");
        }
        boolean own = key.startsWith(OURS) || !ADDED.contains(key) && OF_THE_LAUNCHER.stream().anyMatch(key::startsWith);
        return own ? Optional.of("the framework property " + key + " is the container's own") : Optional.empty();
    }

    /** Whether the container has a property of its own, without any feature, and keeps it. */
    boolean own(String key) {
        return get(key).isPresent() && !made.contains(key) && !launched.contains(key);
    }

    /** Has a property hold, now if that is possible. */
    void make(String key, String value) {
        if (!atLaunch(key) && get(key).isEmpty()) {
            System.setProperty(key, value);
            made.add(key);
        }
    }

    /** Takes back what was made. */
    void remove(String key) {
        if (made.remove(key)) {
            System.clearProperty(key);
        }
    }

    /**
     * Leaves what the installed features want for the launcher, but for what the container has of its own.
     *
     * @throws ArcellaException {@link FeatureError#STORE_WRITE}
     */
    void leave(State state) {
        Map<String, String> all = new TreeMap<>();
        state.features().stream().filter(one -> one.phase() == Phase.INSTALLED).forEach(one -> of(one).forEach((key, value) -> {
            if (atLaunch(key) && !own(key)) {
                all.put(key, value);
            }
        }));
        try {
            if (all.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Path temporary = file.resolveSibling(".tmp-" + file.getFileName());
                Files.writeString(temporary, text(all), StandardCharsets.ISO_8859_1);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.STORE_WRITE, file + " cannot be written: " + IoReason.of(e),
                    "check its owner, permissions and free space", e);
        }
    }

    private static String text(Map<String, String> all) throws IOException {
        Properties properties = new Properties();
        properties.putAll(all);
        StringWriter text = new StringWriter();
        properties.store(text, "Framework properties of the installed features, written by the container");
        // The writer form leaves letters beyond ISO 8859-1 as they are, and the launcher reads the escaped form.
        StringBuilder escaped = new StringBuilder();
        text.toString().chars().forEach(letter -> escaped.append(letter < 0x7f ? Character.toString(letter) : String.format("\\u%04x", letter)));
        return escaped.toString();
    }

    /** The properties of an installed feature; none if it does not read any more. */
    static Map<String, String> of(Installed feature) {
        try {
            return feature.feature().frameworkProperties();
        } catch (ArcellaException e) {
            return Map.of();
        }
    }
}
