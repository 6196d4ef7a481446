/**
 * The manifest {@code arcella.toml}: what a module is called, what it asks for and how it wants to be run.
 *
 * <p>{@link arcella.runtime.manifest.ManifestReader} turns text into an immutable
 * {@link arcella.runtime.manifest.Manifest}, or into one error that lists every mistake with its place. A manifest
 * only asks; what is granted is decided elsewhere. Nothing here knows OSGi.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.runtime.manifest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
