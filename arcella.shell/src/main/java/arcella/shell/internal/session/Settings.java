package arcella.shell.internal.session;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a session is to be.
 *
 * @param terminal the type of the caller's terminal, such as {@code xterm-256color}; empty if there is none
 * @param colours whether colours are wanted where the terminal has them
 * @param command one line to run in place of reading any
 * @param keepGoing whether a script goes on behind a failed line
 * @param folder where relative paths start
 * @param home the container's home
 * @param version Arcella's version
 */
record Settings(
        Optional<String> terminal,
        boolean colours,
        Optional<String> command,
        boolean keepGoing,
        Path folder,
        Path home,
        String version) {}
