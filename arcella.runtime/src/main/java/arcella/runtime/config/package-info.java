/**
 * The container's own configuration, {@code etc/arcella.toml} of its home with what it includes and what the environment
 * overrides.
 *
 * <p>{@link arcella.runtime.config.ConfigKeys} declares every key once; reading, checking, showing and the reference page all
 * go by it. {@link arcella.runtime.config.ConfigLoader} turns files and environment into an immutable
 * {@link arcella.runtime.config.Configuration} that knows where each value comes from and every mistake with its place;
 * {@link arcella.runtime.config.ConfigSource} is what a running container has of it. Nothing here ever writes a file, and
 * all but {@code ConfigSource} works without OSGi.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.runtime.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
