/**
 * Bytes in, bytes out, and waiting for either: what every generation of WASI builds its streams on.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.io;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
