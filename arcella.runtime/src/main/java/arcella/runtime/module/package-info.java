/**
 * The classes that every module's bundle uses: the generated bundles hold no classes of their own and import this
 * package.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.runtime.module;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
