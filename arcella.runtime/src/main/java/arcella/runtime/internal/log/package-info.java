/** The container's recent log and its modules' output, kept in memory for operators to look at. */
@NullMarked
package arcella.runtime.internal.log;

import org.jspecify.annotations.NullMarked;
