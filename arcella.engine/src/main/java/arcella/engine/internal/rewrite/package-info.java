/**
 * Rewrites core modules before they are compiled: one type section for all modules of a component, fuel, call depth.
 */
@NullMarked
package arcella.engine.internal.rewrite;

import org.jspecify.annotations.NullMarked;
