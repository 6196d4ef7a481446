/** {@code wasi:clocks} 0.2: the monotonic and the wall clock. */
@NullMarked
package arcella.wasi.preview2.clocks;

import org.jspecify.annotations.NullMarked;
