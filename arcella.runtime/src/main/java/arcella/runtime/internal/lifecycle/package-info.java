/** The life of one module: a pure state machine, and what drives it. */
@NullMarked
package arcella.runtime.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
