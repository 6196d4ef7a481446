package arcella.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words for what a test that runs as root, or on a plain disk, does not meet. */
class RedirectionsTest {

    @TempDir
    Path folder;

    private String words(boolean output, IOException cause) {
        return Redirections.words(Path.of("x"), folder, output, cause).getMessage();
    }

    @Test
    void saysWhoMayNotAndWhere() {
        assertThat(words(true, new AccessDeniedException("x"))).isEqualTo("ARC-8106 'x' may not be written by the container's user;"
                + " change its permissions or its folder's, or name another file");
        assertThat(words(false, new AccessDeniedException("x"))).contains("may not be read");
        assertThat(words(true, new FileSystemException("x", null, "Read-only file system")))
                .isEqualTo("ARC-8106 'x' lies on a file system that can only be read; name a file elsewhere");
        assertThat(words(true, new FileSystemException("x", null, "File name too long")))
                .isEqualTo("ARC-8106 'x' cannot be opened: File name too long; name another file");
    }
}
