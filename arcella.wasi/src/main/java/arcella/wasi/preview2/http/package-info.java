/** {@code wasi:http} 0.2: the types, and outgoing requests to the hosts that the rules allow. */
@NullMarked
package arcella.wasi.preview2.http;

import org.jspecify.annotations.NullMarked;
