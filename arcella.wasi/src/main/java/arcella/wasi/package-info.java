/**
 * What a guest is given of the outside world: the configuration that all generations of WASI share.
 *
 * <p>A guest has nothing that is not in its {@link arcella.wasi.WasiConfig}. Bind one to an instance with
 * {@link arcella.wasi.preview1.Preview1} (core modules, WASI 0.1).
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
