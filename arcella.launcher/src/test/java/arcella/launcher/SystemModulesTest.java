package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.connect.ConnectContent;

/** What the framework gets of the container's own bundles. */
class SystemModulesTest {

    @TempDir
    private Path folder;

    private SystemModules modules;

    @BeforeEach
    void distribution() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        for (String name : new String[] {"arcella.runtime", "arcella.slf4j"}) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("lib/" + name + ".jar")); ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("OSGI-INF/"));
                zip.putNextEntry(new ZipEntry("OSGI-INF/x.xml"));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        modules = new SystemModules(new Distribution(folder));
    }

    @Test
    void bundlesOfOthersAreLeftToTheFramework() throws Exception {
        assertThat(modules.connect("arcella:lib/arcella.cli.jar")).isEmpty();
        assertThat(modules.connect("wasm:x/x@1.0.0")).isEmpty();
    }

    @Test
    void entriesComeFromTheJarAndClassesFromTheClassPathUnlessItIsExempt() throws Exception {
        ConnectContent content = modules.connect("arcella:lib/arcella.runtime.jar").orElseThrow().getContent();
        content.open();
        assertThat(content.getClassLoader()).contains(SystemModulesTest.class.getClassLoader());
        assertThat(content.getEntries()).containsExactly("OSGI-INF/", "OSGI-INF/x.xml");
        ConnectContent.ConnectEntry entry = content.getEntry("OSGI-INF/x.xml").orElseThrow();
        assertThat(entry.getBytes()).asString().isEqualTo("arcella.runtime");
        assertThat(entry.getContentLength()).isEqualTo("arcella.runtime".length());
        assertThat(content.getEntry("OSGI-INF/y.xml")).isEmpty();
        content.close();
        assertThatThrownBy(() -> content.getEntry("OSGI-INF/x.xml")).isInstanceOf(IllegalStateException.class);

        ConnectContent exempt = modules.connect("arcella:lib/arcella.slf4j.jar").orElseThrow().getContent();
        exempt.open();
        assertThat(exempt.getClassLoader()).isEmpty();
        exempt.close();
    }
}
