/** The bridge to Gogo: every verb is a command there, its output safe to show. */
@NullMarked
package arcella.shell.internal.gogo;

import org.jspecify.annotations.NullMarked;
