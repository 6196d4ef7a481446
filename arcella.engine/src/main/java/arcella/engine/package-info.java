/** The engine's failure codes; the engine itself is in the packages below. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
