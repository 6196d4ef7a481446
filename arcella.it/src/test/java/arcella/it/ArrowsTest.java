package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows of {@code docs/ARCHITECTURE.md}: which bundle may use which, and which know nothing of OSGi. */
class ArrowsTest {

    /** Bundle to the bundles whose packages it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("wit", Set.of("error")),
            Map.entry("engine", Set.of("error", "wit")),
            Map.entry("wasi", Set.of("error", "wit", "engine")),
            Map.entry("worker", Set.of("error", "wit", "engine", "wasi")),
            Map.entry("command", Set.of("error")),
            Map.entry("runtime", Set.of("error", "wit", "engine", "wasi", "worker", "command")),
            Map.entry("slf4j", Set.of()),
            Map.entry("feature", Set.of("error", "command", "runtime")),
            Map.entry("alme", Set.of("error", "command")),
            Map.entry("shell", Set.of("error", "command")),
            Map.entry("cli", Set.of("error", "command", "alme")),
            Map.entry("launcher", Set.of("error", "wit", "engine", "wasi", "worker", "cli", "alme", "command", "runtime")));

    /** Plain libraries: they work on a class path, without a framework. */
    private static final Set<String> PLAIN = Set.of("error", "wit", "engine", "wasi", "worker", "command", "cli");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("arcella");
    }

    @Test
    void everyBundleIsKnownHereAndHasClasses() {
        Set<String> found = new TreeSet<>();
        classes.forEach(type -> found.add(bundle(type)));
        found.remove("it");
        assertThat(found).isEqualTo(new TreeSet<>(ARROWS.keySet()));
    }

    @Test
    void arrowsRunOneWay() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            String from = bundle(type);
            if (from.equals("it")) {
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.getPackageName().startsWith("arcella.")) {
                    continue;
                }
                String to = bundle(target);
                if (!to.equals(from) && !ARROWS.get(from).contains(to)) {
                    wrong.add(type.getName() + " -> " + target.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void internalPackagesStayInside() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().matches("arcella\\..*\\binternal\\b.*")
                        && !bundle(target).equals(bundle(type))) {
                    wrong.add(type.getName() + " -> " + target.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What of the runtime the launcher may use works without a framework. */
    @Test
    void launcherKnowsOnlyTheConfigurationOfTheRuntime() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            boolean launcher = bundle(type).equals("launcher");
            boolean configuration = type.getPackageName().equals("arcella.runtime.config") && !type.getSimpleName().equals("ConfigSource")
                    && !type.getSimpleName().equals("package-info");
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (launcher && target.startsWith("arcella.runtime") && !target.equals("arcella.runtime.config")
                        || configuration && target.startsWith("org.osgi")) {
                    wrong.add(type.getName() + " -> " + target);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void plainLibrariesKnowNoOsgi() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (!PLAIN.contains(bundle(type)) || type.getSimpleName().equals("package-info")) {
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                if (target.startsWith("org.osgi") || target.startsWith("org.apache.felix")) {
                    wrong.add(type.getName() + " -> " + target);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void cliKnowsOnlyTheProtocolAndTheClientOfAlme() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                if (bundle(type).equals("cli") && target.startsWith("arcella.alme.")
                        && !target.startsWith("arcella.alme.client") && !target.startsWith("arcella.alme.protocol")) {
                    wrong.add(type.getName() + " -> " + target);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String bundle(JavaClass type) {
        String[] names = type.getPackageName().split("\\.");
        return names.length > 1 ? names[1] : "";
    }
}
