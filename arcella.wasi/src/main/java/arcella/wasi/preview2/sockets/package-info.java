/**
 * {@code wasi:sockets} 0.2: TCP, UDP and name look-up over non-blocking channels, behind the rules of
 * {@link arcella.wasi.net}.
 */
@NullMarked
package arcella.wasi.preview2.sockets;

import org.jspecify.annotations.NullMarked;
