package arcella.feature.internal.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.feature.ArtifactId;
import arcella.feature.internal.store.Installed;
import arcella.feature.internal.store.Installed.Phase;
import arcella.feature.internal.store.State;

class PropertyKeeperTest {

    private static final String KEY = "arcella-test.region";

    @TempDir
    private Path folder;

    @AfterEach
    void clear() {
        System.clearProperty(KEY);
    }

    private PropertyKeeper keeper() {
        return new PropertyKeeper(folder.resolve("framework.properties"), System::getProperty);
    }

    @Test
    void onlyWhatWasMadeIsTakenBack() {
        PropertyKeeper keeper = keeper();
        keeper.make(KEY, "eu");
        assertThat(keeper.get(KEY)).contains("eu");
        keeper.remove(KEY);
        assertThat(keeper.get(KEY)).isEmpty();

        System.setProperty(KEY, "mine");
        keeper.make(KEY, "mine");
        keeper.remove(KEY);
        assertThat(keeper.get(KEY)).contains("mine");
    }

    @Test
    void whatTheFrameworkHasReadIsNotSetButLeftForTheLauncher() throws Exception {
        PropertyKeeper keeper = keeper();
        keeper.make("org.osgi.framework.test", "x");
        assertThat(keeper.get("org.osgi.framework.test")).isEmpty();

        String properties = "\"org.osgi.framework.test\": \"a=b\\nc \u00e9\u4e2d\ud83d\ude00\", \"" + KEY + "\": \"eu\"";
        keeper.leave(new State(List.of(installed("t:going:1.0.0", Phase.REMOVING, "\"felix.gone\": \"1\""),
                installed("t:one:1.0.0", Phase.INSTALLED, properties)), List.of()));
        Properties left = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve("framework.properties"))) {
            left.load(in);
        }
        assertThat(left).isEqualTo(Map.of("org.osgi.framework.test", "a=b\nc \u00e9\u4e2d\ud83d\ude00"));
        keeper.leave(State.EMPTY);
        assertThat(folder).isEmptyDirectory();
    }

    /** What the container has of its own is no feature's, and does not go with one; what features left for this start is. */
    @Test
    void whatTheContainerHasItselfIsItsOwn() throws Exception {
        Path file = folder.resolve("framework.properties");
        Files.writeString(file, "felix.left=1\n");
        Map<String, String> framework = new HashMap<>(Map.of("felix.log.level", "1", "felix.left", "1"));
        PropertyKeeper keeper = new PropertyKeeper(file, key -> framework.getOrDefault(key, System.getProperty(key)));
        assertThat(keeper.own("felix.log.level")).isTrue();
        assertThat(keeper.own("felix.left")).isFalse();
        assertThat(keeper.own("felix.next")).isFalse();
        keeper.make(KEY, "eu");
        assertThat(keeper.own(KEY)).isFalse();
        keeper.leave(new State(List.of(installed("t:one:1.0.0", Phase.INSTALLED,
                "\"felix.log.level\": 1, \"felix.left\": 1, \"felix.next\": 2")), List.of()));
        assertThat(Files.readAllLines(file)).contains("felix.left=1", "felix.next=2").noneMatch(line -> line.contains("felix.log.level"));
        keeper.leave(State.EMPTY);
        assertThat(keeper.own("felix.left")).as("the framework has it until the next start, as features wanted it").isFalse();
    }

    /** With these the next start would fail, or another would own the container. */
    @ParameterizedTest
    @ValueSource(strings = {"org.osgi.framework.security", "felix.systembundle.activators", "org.osgi.framework.storage",
        "org.osgi.framework.storage.clean", "felix.cache.rootdir", "felix.cache.locking", "org.osgi.framework.startlevel.beginning",
        "felix.startlevel.bundle", "org.osgi.framework.bundle.parent", "felix.shutdown.hook", "felix.cm.dir",
        "org.osgi.framework.system.packages", "felix.service.urlhandlers", "arcella.home", "java.io.tmpdir", ""})
    void whatTheContainerStartsByNoFeatureSets(String key) {
        assertThat(PropertyKeeper.problem(key)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.osgi.framework.system.packages.extra", "org.osgi.framework.system.capabilities.extra",
        "org.osgi.framework.bootdelegation", "felix.log.level", "org.osgi.service.log.admin.loglevel", "ds.loglevel", KEY})
    void whatOnlyAddsOrTellsMoreStaysPossible(String key) {
        assertThat(PropertyKeeper.problem(key)).isEmpty();
    }

    private static Installed installed(String id, Phase phase, String properties) {
        String text = "{\"id\": \"" + id + "\", \"framework-properties\": {" + properties + "}}";
        return new Installed(ArtifactId.of(id), phase, true, "install", "", "test.json", text, Map.of(), Instant.EPOCH, Map.of(), Map.of(), List.of());
    }
}
