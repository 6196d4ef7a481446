/** The verbs {@code feature:…}. */
@NullMarked
package arcella.feature.internal.verb;

import org.jspecify.annotations.NullMarked;
