package arcella.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** This program's version. */
final class Version {

    private Version() {}

    /** As in the release, such as {@code 0.1.0}. */
    static String text() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("version")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
