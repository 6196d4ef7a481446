/**
 * Verbs: what an operator can do, defined once and offered by shell, CLI, ALME and HTTP alike.
 *
 * <p>A {@link arcella.command.Verb} is registered as an OSGi service by the bundle that owns the capability. Its
 * {@link arcella.command.VerbSpec} is plain data that travels to clients; from it come parsing, help, completion and
 * tables. Nothing here knows OSGi or any capability.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
