/** The verbs about the framework: bundles, services, DS components, the container as a whole. */
@NullMarked
package arcella.shell.internal.verbs;

import org.jspecify.annotations.NullMarked;
