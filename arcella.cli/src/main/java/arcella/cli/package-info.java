/**
 * {@code arcella-cli}: commands for a running container, over ALME.
 *
 * <p>The program lives for some tens of milliseconds, so what it loads and runs before its answer is kept small: loops
 * and {@code instanceof} instead of streams, lambdas and type switches, bytes instead of formatters.
 */
@NullMarked
package arcella.cli;

import org.jspecify.annotations.NullMarked;
