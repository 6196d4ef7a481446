package arcella.shell.internal.session;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** Makes of whatever a command line threw the one coded line that operators see. */
final class Failures {

    private Failures() {}

    /**
     * The failure with a code; empty if the command was only interrupted.
     *
     * @param notFound makes the failure for an unknown command
     */
    static Optional<ArcellaException> coded(Throwable thrown, Function<String, ArcellaException> notFound) {
        return switch (thrown) {
            case ArcellaException coded -> Optional.of(coded);
            case InterruptedException _ -> Optional.empty();
            case InterruptedIOException _ -> Optional.empty();
            case ClosedByInterruptException _ -> Optional.empty();
            case CancellationException _ -> Optional.empty();
            case CommandNotFoundException unknown -> Optional.of(notFound.apply(unknown.getCommand()));
            case ExecutionException wrapper when wrapper.getCause() != null -> coded(wrapper.getCause(), notFound);
            case SyntaxError syntax -> Optional.of(syntax(syntax));
            case EOFException unfinished -> Optional.of(syntax(unfinished));
            // Gogo's own words where a redirection's file is an empty text.
            case IOException empty when "no such file or directory".equals(empty.getMessage()) -> Optional.of(new ArcellaException(
                    ShellError.FILE, "a redirection names no file", "put the name of one behind >, >> or <", empty));
            case StackOverflowError deep -> Optional.of(new ArcellaException(
                    ShellError.SYNTAX, "the command line is nested too deeply", "", deep));
            default -> Optional.of(new ArcellaException(
                    ShellError.COMMAND_FAILED, words(thrown), "see last-error for more", thrown));
        };
    }

    private static ArcellaException syntax(Throwable cause) {
        return new ArcellaException(
                ShellError.SYNTAX,
                "the command line cannot be read: " + first(cause),
                "put text with blanks or one of |;&{}()[]$ between ' and '",
                cause);
    }

    private static String words(Throwable thrown) {
        String text = first(thrown);
        return thrown.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
    }

    private static String first(Throwable thrown) {
        return thrown.getMessage() == null ? "" : thrown.getMessage().lines().findFirst().orElse("");
    }
}
