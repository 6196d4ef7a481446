/** Streams of {@code wasi:io/streams} that pass from one instance to another, within a process and between processes. */
@NullMarked
package arcella.worker.internal.streams;

import org.jspecify.annotations.NullMarked;
