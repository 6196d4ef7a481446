package arcella.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars that hold nothing but a manifest. */
final class Jars {

    private Jars() {}

    static Path jar(Path folder, String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path file = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.finish();
        }
        return file;
    }

    /** A bundle with one more header. */
    static Path bundle(Path folder, String name, String version, String more, String value) throws IOException {
        return jar(folder, name, Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version",
                version, more, value));
    }
}
