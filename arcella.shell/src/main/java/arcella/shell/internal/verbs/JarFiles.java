package arcella.shell.internal.verbs;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.osgi.framework.Constants;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** Looks into jar files before the framework does, whose answer to what is no bundle says little. */
final class JarFiles {

    private JarFiles() {}

    /**
     * Checks what lies at a {@code file:} URL; others are left to the framework.
     *
     * @throws ArcellaException if it is no bundle
     */
    static void check(String location) {
        if (!location.startsWith("file:/")) {
            return;
        }
        Path file = Path.of(URI.create(location));
        if (Files.isDirectory(file)) {
            // An unpacked bundle; the framework reads those, too.
            return;
        }
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw noBundle(location);
            }
        } catch (IOException e) {
            throw new ArcellaException(
                    ShellError.BUNDLE_INSTALL, location + " cannot be installed: " + Causes.words(e), "", e);
        }
    }

    /** What to write instead, where nothing reads a URL's protocol; empty if that is not what was wrong. */
    static String wayOut(String location, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedURLException) {
                return location.startsWith("wrap:") ? "make the jar a bundle with bnd, and install that"
                        : "give file:/path/x.jar, mvn:GROUP/ARTIFACT/VERSION, wasm:file:/path/x.wasm or https://host/x.jar";
            }
        }
        return "";
    }

    static ArcellaException noBundle(String location) {
        return new ArcellaException(
                ShellError.BUNDLE_INSTALL,
                location + " is no bundle: its manifest has no Bundle-SymbolicName",
                "wrap it as a bundle, with bnd for instance");
    }
}
