package arcella.shell.internal.verbs;

import java.io.FileNotFoundException;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

import arcella.error.ArcellaException;

/** Puts a failure of the framework into one line for an operator. */
final class Causes {

    private Causes() {}

    /** What went wrong, from the cause that says most. */
    static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ArcellaException coded -> {
                    return coded.getMessage();
                }
                case FileNotFoundException missing -> {
                    return "there is no such file, or it cannot be read: " + message(missing);
                }
                case NoSuchFileException missing -> {
                    return "there is no such file: " + message(missing);
                }
                case MalformedURLException url -> {
                    return "nothing here reads such URLs (" + message(url) + ")";
                }
                case UnknownHostException host -> {
                    return "there is no host " + message(host);
                }
                case ZipException zip -> {
                    return "it is no jar file (" + message(zip) + ")";
                }
                default -> {
                    // The next cause may say more.
                }
            }
        }
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = message(last);
        return last instanceof RuntimeException || last instanceof Error
                ? last.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text)
                : text.isEmpty() ? last.getClass().getSimpleName() : text;
    }

    private static String message(Throwable failure) {
        return Components.firstLine(failure.getMessage());
    }
}
