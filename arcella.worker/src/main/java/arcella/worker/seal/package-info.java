/**
 * Takes from this process what it does not need, for good: files, sockets, signals, other processes. Used by workers and
 * by whatever runs a guest in its own process.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.worker.seal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
