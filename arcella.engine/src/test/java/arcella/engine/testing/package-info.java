/** A small assembler for test modules. */
@NullMarked
package arcella.engine.testing;

import org.jspecify.annotations.NullMarked;
