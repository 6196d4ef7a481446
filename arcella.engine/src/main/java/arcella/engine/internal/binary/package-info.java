/** Reads and writes core module binaries, strictly, with the offset of what is wrong (core specification, chapter 5). */
@NullMarked
package arcella.engine.internal.binary;

import org.jspecify.annotations.NullMarked;
