package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A Java bundle of a test's own, compiled by the test; the reactor's example bundles. */
final class JavaBundle {

    private static final String COMPONENT = "OSGI-INF/component.xml";

    private JavaBundle() {}

    /** The URL of an example bundle that the reactor has built. */
    static String example(String name) throws IOException {
        Path target = Distribution.example("").resolve(name).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSize(1);
            return jars.getFirst().toUri().toString();
        }
    }

    /**
     * Makes a bundle.
     *
     * @param folder where it and all that is made on the way go
     * @param name its symbolic name
     * @param capability its {@code Provide-Capability}; empty if it has none
     * @param component the text of its DS component; empty if it has none
     * @param sources its classes, of package {@code test}, by their names
     * @return its URL
     */
    static String make(Path folder, String name, String capability, String component, Map<String, String> sources)
            throws IOException {
        return make(folder, name, capability.isEmpty() ? Map.of() : Map.of("Provide-Capability", capability), component, sources);
    }

    /**
     * Makes a bundle whose activator is {@code test.Main}.
     *
     * @param imports its {@code Import-Package}
     */
    static String active(Path folder, String name, String imports, String main) throws IOException {
        return make(folder, name, Map.of("Import-Package", imports, "Bundle-Activator", "test.Main"), "", Map.of("Main", main));
    }

    private static String make(Path folder, String name, Map<String, String> more, String component, Map<String, String> sources)
            throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        List<String> arguments = new ArrayList<>(List.of("--release", "25", "-d", classes.toString(), "-cp", libraries()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = Files.createDirectories(folder.resolve(name + "-src")).resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new))).isZero();
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        more.forEach(headers::putValue);
        Path jar = folder.resolve(name + ".jar");
        if (!component.isEmpty()) {
            headers.putValue("Service-Component", COMPONENT);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            if (!component.isEmpty()) {
                out.putNextEntry(new JarEntry(COMPONENT));
                out.write(component.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar.toUri().toString();
    }

    /** What the distribution has for bundles to use. */
    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(Distribution.root().resolve("lib"))) {
            return jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).collect(Collectors.joining(File.pathSeparator));
        }
    }
}
