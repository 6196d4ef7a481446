/** The supervisor's side of workers: their processes, their connections, and the instances in them. */
@NullMarked
package arcella.worker.internal.supervisor;

import org.jspecify.annotations.NullMarked;
