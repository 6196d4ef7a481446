/** Where modules run: this process, and worker processes. */
@NullMarked
package arcella.runtime.internal.host;

import org.jspecify.annotations.NullMarked;
