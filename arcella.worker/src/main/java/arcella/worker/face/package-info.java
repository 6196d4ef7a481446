/** What a module's bytes say about it without running it: its imports and exports, and how to call it in text. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.worker.face;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
