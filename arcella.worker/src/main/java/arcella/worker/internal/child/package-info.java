/** The worker process: obeys its supervisor and runs guests. */
@NullMarked
package arcella.worker.internal.child;

import org.jspecify.annotations.NullMarked;
