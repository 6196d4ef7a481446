/** JSON with the place of every value, within bounds. */
@NullMarked
package arcella.feature.internal.json;

import org.jspecify.annotations.NullMarked;
