/**
 * WASI 0.1 ({@code wasi_snapshot_preview1}) for core modules, on the same configuration and sandbox as the later
 * generations.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.preview1;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
