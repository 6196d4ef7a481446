/**
 * A small store of buckets with keys and values, in a file that survives the process being killed: what
 * {@code wasi:keyvalue} stands on.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.keyvalue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
