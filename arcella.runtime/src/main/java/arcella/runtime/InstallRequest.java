package arcella.runtime;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * What is to be installed, or to be put in the place of a module.
 *
 * @param content the WebAssembly; read to its end once, not closed
 * @param fileName the content's file name without folders: name and version are read off it if nothing else gives them
 * @param manifest the manifest that came with it
 * @param name overrides the manifest's name
 * @param version overrides the manifest's version
 * @param grants what the operator grants, such as {@code trust}
 * @param grantAll grants all that the manifest asks for
 * @param origin how it came; see {@link #byHand()}
 */
public record InstallRequest(
        InputStream content,
        String fileName,
        Optional<ManifestFile> manifest,
        Optional<String> name,
        Optional<String> version,
        List<String> grants,
        boolean grantAll,
        String origin) {

    /** The origin of what an operator installed. */
    public static final String BY_HAND = "install";

    /**
     * A manifest's text.
     *
     * @param fileName as it stands in messages
     * @param text the text
     */
    public record ManifestFile(String fileName, String text) {}

    public InstallRequest {
        grants = List.copyOf(grants);
    }

    /** A request without options. */
    public static InstallRequest of(InputStream content, String fileName, Optional<ManifestFile> manifest, String origin) {
        return new InstallRequest(
                content, fileName, manifest, Optional.empty(), Optional.empty(), List.of(), false, origin);
    }

    /** Whether an operator installed it: standing grants by name hold for such content only. */
    public boolean byHand() {
        return origin.equals(BY_HAND);
    }
}
