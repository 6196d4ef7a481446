/** Text in bounds: what commands keep of it in memory, and how long a line may be. */
@NullMarked
package arcella.shell.internal.text;

import org.jspecify.annotations.NullMarked;
