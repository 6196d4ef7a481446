/**
 * The file sandbox of all generations of WASI: folders that a guest may use and cannot leave.
 *
 * <p>Start at {@link arcella.wasi.fs.Sandbox}.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.fs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
