/**
 * The program {@code arcella}: finds the home, boots the framework as the daemon, starts and stops it in the
 * background, runs single modules. On the class path, not in the framework.
 */
@NullMarked
package arcella.launcher;

import org.jspecify.annotations.NullMarked;
