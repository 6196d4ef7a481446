/**
 * The module store: which modules are installed, with what content, and what the operator wants of them. It is the truth
 * on disk from which everything else is derived at start.
 */
@NullMarked
package arcella.runtime.internal.store;

import org.jspecify.annotations.NullMarked;
