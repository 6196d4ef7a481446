/** The container's verbs: {@code module:…}, {@code status}, {@code log:tail}, {@code worker:list}. */
@NullMarked
package arcella.runtime.internal.verb;

import org.jspecify.annotations.NullMarked;
