/** {@code wasi:config} 0.2.0-rc.1: the values that the operator configured, as they are now. */
@NullMarked
package arcella.wasi.preview2.config;

import org.jspecify.annotations.NullMarked;
