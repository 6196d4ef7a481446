/** Installs and removes features: what a step would change, the step, and the way back. */
@NullMarked
package arcella.feature.internal.install;

import org.jspecify.annotations.NullMarked;
