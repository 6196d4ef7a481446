/**
 * ALME, Arcella Local Management Extensions: the protocol by which programs on the same machine manage the container. It
 * is described in {@code docs/ALME.md}; here is what server and client have in common.
 *
 * <p>The command-line program loads these classes at every start, so they are few and plain: no streams, lambdas,
 * regular expressions or type switches on its way.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.alme.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
