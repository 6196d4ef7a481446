/** Commands that belong to the shell itself, such as help, history and grep. */
@NullMarked
package arcella.shell.internal.builtin;

import org.jspecify.annotations.NullMarked;
