/** Completion of command lines. */
@NullMarked
package arcella.shell.internal.complete;

import org.jspecify.annotations.NullMarked;
