/** Benchmarks that JMH runs; see {@code docs/PERFORMANCE.md}. */
@NullMarked
package arcella.bench;

import org.jspecify.annotations.NullMarked;
