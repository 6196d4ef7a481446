package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

import arcella.command.Data;
import arcella.command.Verb;
import arcella.error.ArcellaException;

/** The verbs about bundles, services and DS components, called as an operator calls them. */
@Timeout(300)
class FrameworkVerbsIT {

    private static TestContainer container;
    private static Verb shell;
    private static Path home;

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static String run(String line) throws Throwable {
        try (TestShell user = new TestShell(shell, Data.fields().put("command", line).build(), 80, 24)) {
            user.ended();
            return user.raw();
        }
    }

    private static void fails(String line, String... words) {
        assertThatThrownBy(() -> run(line)).as(line).isInstanceOf(ArcellaException.class)
                .message().contains(words).doesNotContain("\n");
    }

    private static Path jar(String name, Map<String, String> headers) throws IOException {
        return Jars.jar(home, name, headers);
    }

    private static Path bundle(String name, String version, String more, String value) throws IOException {
        return Jars.bundle(home, name, version, more, value);
    }

    private static Bundle find(String name) {
        for (Bundle bundle : container.context().getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + name);
    }

    @Test
    void listsBundles() throws Throwable {
        assertThat(run("bundle:list")).contains("Arcella :: shell").contains("1 bundle not shown; see --all")
                .doesNotContain("System Bundle");
        assertThat(run("bundle:list -t 0 -s")).contains("org.apache.felix.framework").contains("arcella.command");
        assertThat(run("la -l")).contains("System Bundle").contains("arcella.shell-");
        assertThat(run("list")).isEqualTo(run("bundle:list"));
        assertThat(run("bundle:list -o json --all")).startsWith("[").contains("\"symbolic-name\": \"arcella.shell\"");
    }

    @Test
    void showsOneBundle() throws Throwable {
        assertThat(run("bundle:info arcella.command")).contains("Arcella :: command").contains("Active")
                .contains("arcella.command.text 0.1.0");
        assertThat(run("bundle:headers arcella.command")).contains("Bundle-SymbolicName = arcella.command")
                .contains("Export-Package =\n    arcella.command;");
        fails("bundle:info arcella.nonsense", "ARC-8120", "arcella.nonsense");
        fails("bundle:info comman", "did you mean arcella.command");
        fails("bundle:info 999", "ARC-8120");
    }

    @Test
    void takesABundleThroughItsLife() throws Throwable {
        Path file = bundle("life", "1.0.0", "Import-Package", "org.osgi.framework");
        assertThat(run("bundle:install -s " + file)).startsWith("installed life/1.0.0 (");
        long id = find("life").getBundleId();
        assertThat(find("life").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(run("bundle:stop life")).isEqualTo("stopped life/1.0.0 (" + id + ")\n");
        assertThat(find("life").getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(run("bundle:diag life")).contains("has not been started, or was stopped");
        assertThat(run("bundle:start " + id)).startsWith("started");
        assertThat(run("bundle:restart life/1.0.0")).startsWith("restarted");
        Path next = bundle("life-next", "1.1.0", "Bundle-Name", "Life");
        Files.copy(jar("life-other", Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "life",
                "Bundle-Version", "2.0.0")), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("bundle:update life")).contains("life/2.0.0");
        assertThat(run("bundle:refresh life")).startsWith("refreshed life/2.0.0");
        assertThat(run("bundle:resolve life")).startsWith("resolved");
        assertThat(find("life").getState()).isEqualTo(Bundle.ACTIVE);
        fails("bundle:install " + file, "ARC-8122", "is installed already", "bundle:update " + id);
        assertThat(run("bundle:update life " + next.toUri())).contains("life-next/1.1.0");
        assertThat(run("bundle:uninstall " + id)).startsWith("uninstalled life-next/1.1.0");
        assertThat(container.context().getBundle(id)).isNull();
    }

    @Test
    void saysWhatABundleLacks() throws Throwable {
        Path file = bundle("needy", "1.0.0", "Import-Package", "no.such.thing;version=\"[2.1,3)\",org.osgi.framework");
        fails("bundle:install -s " + file, "ARC-8123", "nothing exports the package no.such.thing in version [2.1",
                "nothing was installed");
        assertThatThrownBy(() -> find("needy")).isInstanceOf(AssertionError.class);
        run("bundle:install " + file);
        fails("bundle:start needy", "no.such.thing", "bundle:diag");
        fails("bundle:resolve needy", "no.such.thing");
        assertThat(run("bundle:diag")).contains("needy/1.0.0").contains("no.such.thing").doesNotContain("arcella.shell");
        run("bundle:uninstall needy");
    }

    @Test
    void refusesWhatIsNoBundle() throws Throwable {
        Files.writeString(home.resolve("text.jar"), "no jar");
        fails("bundle:install /no/such/file.jar", "ARC-8122", "no such file");
        fails("bundle:install relative.jar", "neither a URL nor a whole path");
        fails("bundle:install mvn:a/b/1", "ARC-8122");
        fails("bundle:install " + jar("plain", Map.of("X", "y")), "no Bundle-SymbolicName");
        int before = container.context().getBundles().length;
        fails("bundle:install " + bundle("fine", "1.0.0", "X", "y") + " /no/such/file.jar", "ARC-8122");
        assertThat(container.context().getBundles()).hasSize(before);
        fails("bundle:start org.apache.felix.nothing", "ARC-8120");
    }

    @Test
    void protectsItself() {
        fails("bundle:stop 0", "ARC-8124", "system:shutdown");
        fails("bundle:uninstall --force 0", "ARC-8124");
    }

    @Test
    void leavesFragmentsToTheirHosts() throws Throwable {
        run("bundle:install " + bundle("splinter", "1.0.0", "Fragment-Host", "arcella.command"));
        fails("bundle:start splinter", "ARC-8123", "is a fragment");
        run("bundle:uninstall splinter");
    }

    @Test
    void listsServices() throws Throwable {
        assertThat(run("service:list")).contains("ServiceComponentRuntime").doesNotContain("arcella.command.Verb");
        assertThat(run("service:list Verb")).contains("arcella.command.Verb");
        assertThat(run("service:list --filter '(service.bundleid=0)'")).contains("org.osgi.service.startlevel.StartLevel");
        fails("service:list --filter nonsense", "ARC-8125");
        assertThat(run("service:list -b arcella.shell")).contains("Candidates");
        long id = container.context().getServiceReference(Verb.class).getProperty("service.id") instanceof Long found
                ? found : -1;
        assertThat(run("service:info " + id)).contains("arcella.command.Verb").contains("registered by arcella.shell");
        fails("service:info 99999", "ARC-8126");
    }

    @Test
    void listsComponents() throws Throwable {
        assertThat(run("scr:list")).contains("arcella.shell.verbs").contains("Active");
        assertThat(run("scr:list --waiting")).doesNotContain("arcella.shell.verbs");
        assertThat(run("scr:info arcella.shell")).contains("arcella.command.Verb").contains("bundle ");
        fails("scr:info arcella.shel", "ARC-8127", "did you mean 'arcella.shell'?");
    }

    private static Bundle part(String name, String location) throws Exception {
        Path file = bundle(name, "1.0.0", "Service-Component", "OSGI-INF/part.xml");
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            Files.createDirectory(zip.getPath("OSGI-INF"));
            Files.writeString(zip.getPath("OSGI-INF/part.xml"), "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.3.0' name='"
                    + name + ".part' immediate='true'><implementation class='java.lang.Object'/></scr:component>");
        }
        try (InputStream content = Files.newInputStream(file)) {
            Bundle bundle = container.context().installBundle(location, content);
            bundle.start();
            return bundle;
        }
    }

    @Test
    void switchesComponentsButItsOwnOnlyByForce() throws Throwable {
        part("own", "file:/own.jar");
        assertThat(run("scr:list | grep own.part")).contains("Active");
        assertThat(run("scr:disable own.part")).isEqualTo("disabled own.part\n");
        assertThat(run("scr:list | grep own.part")).contains("Disabled");
        assertThat(run("scr:disable own.part")).isEqualTo("own.part is disabled already\n");
        assertThat(run("scr:enable own.part")).isEqualTo("enabled own.part\n");
        assertThat(run("scr:list | grep own.part")).contains("Active");
        fails("scr:disable own.prat", "ARC-8127", "did you mean 'own.part'?");
        Bundle inner = part("inner", "arcella:lib/inner.jar");
        fails("scr:disable inner.part", "ARC-8124 inner.part is a part of Arcella", "--force");
        fails("scr:enable inner.part", "ARC-8124");
        assertThat(run("scr:disable -f inner.part")).isEqualTo("disabled inner.part\n");
        inner.uninstall();
        assertThat(run("scr:enable --help")).contains("component", "--force");
    }

    @Test
    void showsTheContainer() throws Throwable {
        assertThat(run("info")).contains("0.1.0-test").contains(home.toString()).contains("MiB");
        assertThat(run("version")).isEqualTo("0.1.0-test\n");
        assertThat(run("system:property java.version")).startsWith("25");
        assertThat(run("system:property")).contains("arcella.home = " + home);
        fails("system:property no.such", "ARC-8109");
        assertThat(run("system:start-level")).isEqualTo("level 1\n");
    }

    @Test
    void everyVerbExplainsItself() throws Throwable {
        for (var reference : container.context().getServiceReferences(Verb.class, null)) {
            var spec = container.context().getService(reference).spec();
            if (spec.name().scope().isEmpty()) {
                continue;
            }
            assertThat(run(spec.name() + " --help")).contains(spec.summary()).contains("Usage: " + spec.name());
        }
    }
}
