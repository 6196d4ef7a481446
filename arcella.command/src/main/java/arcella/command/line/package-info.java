/**
 * Reading command lines: words into checked arguments, files to send, completion, and the exit codes of programs.
 *
 * <p>The command-line program uses these classes at every start, so they (and those of {@code arcella.command.text}) go
 * without regular expressions, streams, lambdas and type switches, each of which costs milliseconds in a process that
 * lives for fifty: loops and {@code instanceof} stand in their place.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.command.line;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
