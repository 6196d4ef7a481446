/** WIT as immutable records: names, versions, types, functions, interfaces, worlds and packages. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
