/**
 * Runs core WebAssembly modules: load once, instantiate many times, call.
 *
 * <p>Start at {@link arcella.engine.core.CoreEngine}. The engine library underneath is an inner matter: none of its
 * types appears here, so that another engine can take its place.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.engine.core;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
