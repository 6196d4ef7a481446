/** {@code wasi:random} 0.2: random bytes, secure and insecure, and a seed. */
@NullMarked
package arcella.wasi.preview2.random;

import org.jspecify.annotations.NullMarked;
