/** Small helpers for messages to operators. */
@NullMarked
package arcella.runtime.internal.text;

import org.jspecify.annotations.NullMarked;
