/** The protocol between a worker and its supervisor: frames, messages, and how values are written. */
@NullMarked
package arcella.worker.internal.wire;

import org.jspecify.annotations.NullMarked;
