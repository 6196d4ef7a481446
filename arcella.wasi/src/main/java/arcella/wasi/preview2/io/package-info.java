/** {@code wasi:io} 0.2: errors, pollables, streams. */
@NullMarked
package arcella.wasi.preview2.io;

import org.jspecify.annotations.NullMarked;
