/** Values of WIT types, as immutable Java objects: what calls, WAVE text and the worker protocol carry. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.value;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
