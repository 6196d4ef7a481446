/** What both hosts of modules use. */
@NullMarked
package arcella.worker.internal;

import org.jspecify.annotations.NullMarked;
