/**
 * {@code wasi:sockets} 0.2: shows {@link arcella.wasi.net} to components. The enum {@code error-code} is
 * {@link arcella.wasi.net.NetworkError}.
 */
@NullMarked
package arcella.wasi.preview2.sockets;

import org.jspecify.annotations.NullMarked;
