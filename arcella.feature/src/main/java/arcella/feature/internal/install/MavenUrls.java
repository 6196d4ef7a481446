package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;

/**
 * The protocol {@code mvn:}, as operators know it from Karaf: {@code mvn:GROUP/ARTIFACT/VERSION[/TYPE[/CLASSIFIER]]} is the file
 * of that id in {@code system/} of the home or in the local Maven repository, where the ids of features are looked for, too.
 * Nothing is fetched from the network.
 */
@Component(
        service = URLStreamHandlerService.class,
        property = URLConstants.URL_HANDLER_PROTOCOL + "=" + MavenUrls.PROTOCOL)
public final class MavenUrls extends AbstractURLStreamHandlerService {

    static final String PROTOCOL = "mvn";
    private static final int FEWEST = 3;
    private static final int MOST = 5;

    private final List<Path> repositories;

    /** For SCR. */
    @Activate
    public MavenUrls(BundleContext context) {
        this(List.of(Path.of(context.getProperty("arcella.home")).resolve("system"), maven()));
    }

    MavenUrls(List<Path> repositories) {
        this.repositories = List.copyOf(repositories);
    }

    /** The local Maven repository of the container's user, whether it is there or not. */
    static Path maven() {
        return Path.of(System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
    }

    @Override
    public URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {
                connected = true;
            }

            @Override
            public InputStream getInputStream() throws IOException {
                try {
                    return Files.newInputStream(file(url.toExternalForm()));
                } catch (ArcellaException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        };
    }

    /** @throws ArcellaException {@link FeatureError#ARTIFACT} if it is nowhere, or the URL names none */
    Path file(String url) {
        ArtifactId id = id(url.substring(PROTOCOL.length() + 1));
        return repositories.stream().map(folder -> folder.resolve(id.path())).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new ArcellaException(FeatureError.ARTIFACT,
                        "there is no " + id.fileName() + ": looked for " + String.join(" and ",
                                repositories.stream().map(folder -> folder.resolve(id.path()).toString()).toList())
                                + ", and nothing is fetched from the network",
                        "put it there, as 'mvn dependency:get -Dartifact=" + maven(id) + "' does, or give file:/path/x.jar"));
    }

    /** As Maven's own commands take it. */
    private static String maven(ArtifactId id) {
        boolean usual = id.classifier().isEmpty() && id.type().equals("jar");
        return id.group() + ":" + id.artifact() + ":" + id.version() + (usual ? "" : ":" + id.type())
                + id.classifier().map(":"::concat).orElse("");
    }

    private static ArtifactId id(String text) {
        String[] parts = text.split("/", -1);
        if (text.indexOf('!') >= 0 || parts.length < FEWEST || parts.length > MOST || parts[2].equals("LATEST")
                || parts[2].startsWith("[") || parts[2].startsWith("(")) {
            throw new ArcellaException(FeatureError.ARTIFACT, "'" + PROTOCOL + ":" + text + "' names no file: no repository is asked which"
                    + " versions there are", "write mvn:GROUP/ARTIFACT/VERSION or mvn:GROUP/ARTIFACT/VERSION/TYPE/CLASSIFIER");
        }
        return new ArtifactId(parts[0], parts[1], parts.length > 3 ? parts[3] : "jar",
                parts.length > 4 ? Optional.of(parts[4]) : Optional.empty(), parts[2]);
    }
}
