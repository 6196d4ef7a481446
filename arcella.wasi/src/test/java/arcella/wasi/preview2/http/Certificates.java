package arcella.wasi.preview2.http;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of a test's own, in stores of its own. */
final class Certificates {

    private static final String SECRET = "changeit";

    private final KeyStore keys;
    private final KeyStore trusted;

    private Certificates(KeyStore keys, KeyStore trusted) {
        this.keys = keys;
        this.trusted = trusted;
    }

    /**
     * Makes one.
     *
     * @param folder empty, for the stores
     * @param name whom it is for, as {@code dns:localhost} or {@code ip:127.0.0.1}
     * @param more further options of keytool's {@code -genkeypair}
     */
    static Certificates make(Path folder, String name, String... more) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path trusted = folder.resolve("trusted.p12");
        Path certificate = folder.resolve("certificate");
        keytool(keys, Stream.concat(Stream.of("-genkeypair", "-storetype", "PKCS12", "-keyalg", "EC", "-dname", "CN=test",
                "-ext", "SAN=" + name), Stream.of(more)).toArray(String[]::new));
        keytool(keys, "-exportcert", "-file", certificate.toString());
        keytool(trusted, "-importcert", "-storetype", "PKCS12", "-noprompt", "-file", certificate.toString());
        return new Certificates(load(keys), load(trusted));
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()), Stream.of(arguments),
                Stream.of("-keystore", store.toString(), "-storepass", SECRET, "-alias", "me"))
                .flatMap(words -> words).toList();
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("failed: " + command);
        }
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, SECRET.toCharArray());
        }
        return store;
    }

    /** For a server that shows the certificate. */
    SSLContext server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts the certificate, and no other. */
    SSLContext client() throws Exception {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
