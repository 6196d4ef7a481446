/**
 * The container's view of modules: what they are called, what state they are in, and the handle that each publishes.
 *
 * <p>{@link arcella.runtime.Modules} is the one entry for operators' verbs and for features.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
