/** {@code wasi:filesystem} 0.2 on the file sandbox of {@link arcella.wasi.fs}. */
@NullMarked
package arcella.wasi.preview2.filesystem;

import org.jspecify.annotations.NullMarked;
