/**
 * Components at run time: reading, linking, instantiating and calling them. Usable as a plain library.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.engine.component;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
