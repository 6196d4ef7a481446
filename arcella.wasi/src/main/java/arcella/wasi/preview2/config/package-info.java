/** {@code wasi:config} 0.2.0-rc.1: the values that the operator configured, as they are now. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.preview2.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
