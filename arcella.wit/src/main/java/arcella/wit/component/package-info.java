/**
 * A decoded component as immutable records, as close to the bytes as records can be: definitions in the order of the
 * binary, referring to each other by index. Nothing here is checked beyond what the grammar asks; {@code arcella.wit.validate}
 * does that and {@code arcella.wit.resolved} holds what the indices mean.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.component;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
