/** What is installed, on disk. */
@NullMarked
package arcella.feature.internal.store;

import org.jspecify.annotations.NullMarked;
