/**
 * How modules' imports meet other modules' exports: what each imports and exports, the OSGi services that stand for it,
 * and the wires along which calls go.
 */
@NullMarked
package arcella.runtime.internal.wiring;

import org.jspecify.annotations.NullMarked;
