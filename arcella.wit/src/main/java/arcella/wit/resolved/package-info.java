/**
 * What the indices of a component mean: its types with every reference followed, resources told apart, instances and
 * components opened. Made by {@code arcella.wit.validate}; read by the linker and by what writes WIT from a component.
 *
 * <p>Types here compare by identity, since a type's identity also says under which name it is visible. Structural equality
 * and subtyping are {@code arcella.wit.validate}'s to decide.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.resolved;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
