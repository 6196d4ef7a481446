/** {@code wasi:logging}: lines to the log of whoever runs the guest. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.preview2.logging;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
