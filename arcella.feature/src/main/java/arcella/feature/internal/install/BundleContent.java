package arcella.feature.internal.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/**
 * What a jar says of itself as a bundle.
 *
 * @param name its symbolic name
 * @param version its version
 * @param fragment whether it is a fragment, which is not started
 */
record BundleContent(String name, Version version, boolean fragment) {

    /** @throws ArcellaException {@link FeatureError#ARTIFACT} if it is no bundle */
    static BundleContent read(Path jar, String id) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new ArcellaException(FeatureError.ARTIFACT, id + " is no bundle: it has no symbolic name",
                        "have bnd make one of it");
            }
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            return new BundleContent(name.split(";")[0].strip(), version == null ? Version.emptyVersion : Version.parseVersion(version),
                    headers.getValue(Constants.FRAGMENT_HOST) != null);
        } catch (IOException | IllegalArgumentException e) {
            throw new ArcellaException(FeatureError.ARTIFACT, id + " is no bundle: " + e.getMessage(), "give a jar", e);
        }
    }

    boolean is(Bundle bundle) {
        return name.equals(bundle.getSymbolicName()) && version.equals(bundle.getVersion());
    }
}
