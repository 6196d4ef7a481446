/** WIT made from component binaries: the world of a component, and the package that a component encodes. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.reconstruct;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
