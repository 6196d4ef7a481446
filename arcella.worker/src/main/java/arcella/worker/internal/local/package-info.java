/** Instances in this process: their threads, queues, deadlines and ends. What runs in them is a {@code Guest}. */
@NullMarked
package arcella.worker.internal.local;

import org.jspecify.annotations.NullMarked;
