/** TOML read with its mistakes: every wrong key, type and value with file, line, column and the line itself. */
@NullMarked
package arcella.runtime.internal.toml;

import org.jspecify.annotations.NullMarked;
