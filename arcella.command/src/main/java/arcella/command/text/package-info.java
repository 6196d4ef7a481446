/**
 * Writing results for people and machines: tables, sheets, help, JSON, units, and the escaping that keeps a guest's
 * text from reaching a terminal raw. Written for quick starts, as {@link arcella.command.line} says.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.command.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
