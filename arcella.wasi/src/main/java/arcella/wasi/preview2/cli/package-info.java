/** {@code wasi:cli} 0.2: arguments, environment, standard streams, terminals, and the end. */
@NullMarked
package arcella.wasi.preview2.cli;

import org.jspecify.annotations.NullMarked;
