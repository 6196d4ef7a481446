package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sealed process trusts the servers that its Java trusts, wherever that keeps its certificates. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SealedTlsTest {

    private static final String SECRET = "changeit";

    @TempDir
    private Path folder;

    private SSLServerSocket server;
    private Path trusted;

    @BeforeEach
    void serve() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path certificate = folder.resolve("certificate");
        trusted = folder.resolve("elsewhere/trusted.jks");
        Files.createDirectory(trusted.getParent());
        PrivateJava.keytool("-genkeypair", "-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", SECRET,
                "-alias", "me", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=ip:127.0.0.1", "-noprompt");
        PrivateJava.keytool("-exportcert", "-keystore", keys.toString(), "-storepass", SECRET, "-alias", "me", "-file",
                certificate.toString());
        // Of this kind, certificates are read without a password, as Java reads its own store.
        PrivateJava.keytool("-importcert", "-keystore", trusted.toString(), "-storetype", "JKS", "-storepass",
                SECRET, "-alias", "me", "-file", certificate.toString(), "-noprompt");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(keys)) {
            store.load(stream, SECRET.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::answer);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket taken = server.accept()) {
                taken.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // A client that did not trust this server, or the end of the test: the other side tells which.
                continue;
            }
        }
    }

    private List<String> ask(String java, boolean sealed, String... options) throws Exception {
        List<String> command = new java.util.ArrayList<>(
                List.of(java, "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SealedTls.class.getName(), Integer.toString(server.getLocalPort()), Boolean.toString(sealed)));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void theStoreOfTheJavaIsRead(boolean linked, boolean sealed) throws Exception {
        PrivateJava java = PrivateJava.make(folder.resolve("java"), trusted, linked);
        assertThat(ask(java.program(), sealed)).containsExactly("hello");
    }

    @Test
    void theStoreThatAnOptionNamesIsRead() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(ask(java, true, "-Djavax.net.ssl.trustStore=" + trusted)).containsExactly("hello");
    }

    @Test
    void aServerThatTheJavaDoesNotTrustIsRefused() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(ask(java, true)).singleElement().asString().startsWith("failed ").contains("certification path");
    }
}
