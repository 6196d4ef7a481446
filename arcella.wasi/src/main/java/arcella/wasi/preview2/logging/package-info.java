/** {@code wasi:logging}: lines to the log of whoever runs the guest. */
@NullMarked
package arcella.wasi.preview2.logging;

import org.jspecify.annotations.NullMarked;
