package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A module of {@code arcella run}, whose process is sealed, speaks TLS with a server that its Java trusts. */
class HttpsIT {

    private static final String SECRET = "changeit";

    private Container container;
    private HttpsServer server;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        keytool("keys", "PKCS12", "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=dns:localhost");
        Path certificate = container.folder().resolve("certificate");
        keytool("keys", "PKCS12", "-exportcert", "-file", certificate.toString());
        // Of this kind, certificates are read without a password, as Java reads its own store.
        keytool("trusted", "JKS", "-importcert", "-noprompt", "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(container.folder().resolve("keys"))) {
            keys.load(stream, SECRET.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop(0);
        container.close();
    }

    private void keytool(String store, String kind, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", container.folder().resolve(store).toString(), "-storetype", kind,
                "-storepass", SECRET, "-alias", "me"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private Container.Result get(String options) throws Exception {
        String authority = "localhost:" + server.getAddress().getPort();
        return container.execute(List.of("env", "ARCELLA_OPTS=" + options,
                Distribution.program("arcella").toString(), "run", "--net", "https://" + authority,
                Distribution.example("wasi02/http.wasm").toString(), authority, "get", "https"), new byte[0]);
    }

    @Test
    void aServerThatJavaTrustsAnswers() throws Exception {
        Path link = Files.createSymbolicLink(container.folder().resolve("link"), container.folder().resolve("trusted"));
        assertThat(get("-Djavax.net.ssl.trustStore=" + link).ok().out()).isEqualTo("200\nall as specified\n");
    }

    @Test
    void aServerThatItDoesNotTrustIsACertificateError() throws Exception {
        assertThat(get("").ok().out()).isEqualTo("1013\nall as specified\n");
    }
}
