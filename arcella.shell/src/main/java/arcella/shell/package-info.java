/** The operators' shell: what others may name of it, its error codes. Everything else is internal. */
@NullMarked
package arcella.shell;

import org.jspecify.annotations.NullMarked;
