/** What changed between two versions of an interface or world, and what version number it deserves. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.semver;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
