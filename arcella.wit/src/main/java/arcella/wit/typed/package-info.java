/** The types of a component's functions as closed WIT types, and whether a value belongs to one. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.typed;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
