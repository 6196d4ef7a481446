/** Coded errors: one exception root, one code interface, nothing else. Every other bundle may use this one. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.error;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
