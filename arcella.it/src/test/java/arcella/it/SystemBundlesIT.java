package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The container's own bundles, whose classes come from the daemon's class path and out of its AOT cache (ADR 12). */
class SystemBundlesIT {

    /** What no cache holds: proxies, and forms of method handles that name classes made at run time. */
    private static final int MADE_AT_RUN_TIME = 80;

    private static Container container;

    @BeforeAll
    static void start() throws Exception {
        container = new Container();
        container.execute(List.of("/bin/sh", "-c", "ARCELLA_OPTS='-Xlog:class+load:file=%s/classes-%%p -Xlog:class+path=info:file=%s/paths-%%p' exec '%s' start".formatted(
                container.folder(), container.folder(), Distribution.program("arcella"))), new byte[0]).ok();
    }

    @AfterAll
    static void stop() throws Exception {
        container.close();
    }

    private static List<Path> classPath() throws Exception {
        List<String> words = List.of(Files.readString(Path.of("/proc", Long.toString(container.daemon().pid()), "cmdline")).split("\0"));
        return Stream.of(words.get(words.indexOf("-cp") + 1).split(":")).map(Path::of).toList();
    }

    private static Set<String> packages(Path jar) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Set<String> packages = new TreeSet<>();
            zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                    .forEach(name -> packages.add(name.substring(0, name.lastIndexOf('/'))));
            return packages;
        }
    }

    /**
     * As on every machine but that which built the distribution: the jars from which its caches were made are not there. So what
     * the tests see of it is what an operator sees who has unpacked the archive.
     */
    @Test
    void theCachesAreFromAPlaceThatIsThereNoMore() throws Exception {
        Path log = container.folder().resolve("paths-" + container.daemon().pid());
        List<Path> recorded = Files.readString(log).lines().filter(line -> line.contains("(app") && line.contains("] = "))
                .map(line -> Path.of(line.substring(line.indexOf("] = ") + 4).strip())).toList();
        assertThat(recorded).as("what the cache says of its class path").isNotEmpty().noneMatch(Files::exists);
    }

    @Test
    void allButOneAreOnTheClassPathAndNoPackageIsThereTwice() throws Exception {
        Map<String, Path> owners = new TreeMap<>();
        for (Path jar : classPath()) {
            for (String name : packages(jar)) {
                assertThat(owners.put(name, jar)).as("another jar than %s with %s", jar, name).isNull();
            }
        }
        Set<String> onPath = new TreeSet<>();
        classPath().forEach(jar -> onPath.add("arcella:lib/" + jar.getFileName()));
        List<String> bundles = container.cli("bundle", "list", "--all", "--location").ok().out().lines()
                .flatMap(line -> Stream.of(line.split("\\s+"))).filter(word -> word.startsWith("arcella:lib/")).toList();
        assertThat(bundles).hasSizeGreaterThan(15).filteredOn(location -> !onPath.contains(location))
                .containsExactly("arcella:lib/arcella.slf4j.jar");
    }

    @Test
    void aStartTakesItsClassesOutOfTheCache() throws Exception {
        List<String> made = Files.readAllLines(container.folder().resolve("classes-" + container.daemon().pid())).stream()
                .filter(line -> line.contains("source: ") && !line.contains("shared objects file")).toList();
        assertThat(made).hasSizeLessThan(MADE_AT_RUN_TIME);
    }

    @Test
    void othersSeeOfThemWhatTheyExport() throws Exception {
        assertThat(container.cli("bundle", "info", "arcella.runtime").ok().out()).contains("arcella.runtime.module")
                .doesNotContainPattern("arcella\\.runtime\\.internal\\S* 0\\.1\\.0");
    }
}
