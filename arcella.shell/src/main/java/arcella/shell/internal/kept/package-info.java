/** The bundles that operators have installed one by one, which come back with each start of the container. */
@NullMarked
package arcella.shell.internal.kept;

import org.jspecify.annotations.NullMarked;
