/** One shell at work: reading lines, running them, showing what comes of it. */
@NullMarked
package arcella.shell.internal.session;

import org.jspecify.annotations.NullMarked;
