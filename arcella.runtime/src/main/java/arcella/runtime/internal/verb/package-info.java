/** The container's verbs: {@code module:…}, {@code status}, {@code log:…}, {@code worker:list}. */
@NullMarked
package arcella.runtime.internal.verb;

import org.jspecify.annotations.NullMarked;
