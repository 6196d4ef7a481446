/** {@code wasi:keyvalue} 0.2.0-draft2: buckets of a store that survives a crash. */
@NullMarked
package arcella.wasi.preview2.keyvalue;

import org.jspecify.annotations.NullMarked;
