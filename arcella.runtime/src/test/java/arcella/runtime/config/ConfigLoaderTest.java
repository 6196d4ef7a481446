package arcella.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.runtime.manifest.Limit;

class ConfigLoaderTest {

    private static final ConfigKey<Long> HANDLES = ConfigKeys.CAPS.get(Limit.HANDLES);
    private static final ConfigKey<Long> MEMORY = ConfigKeys.CAPS.get(Limit.MEMORY);

    @TempDir
    private Path home;

    private Path file(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Configuration main(String text) throws Exception {
        file("etc/arcella.toml", text);
        return ConfigLoader.ofHome(home, Map.of());
    }

    private static String origin(Configuration configuration, ConfigKey<?> key) {
        return configuration.values().stream().filter(value -> value.key().equals(key)).findFirst().orElseThrow().origin().text();
    }

    @Test
    void theTableIsSound() {
        Set<String> variables = new HashSet<>();
        Set<List<String>> paths = new HashSet<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            assertThat(paths.add(key.path())).as("%s is declared once", key).isTrue();
            assertThat(key.meaning()).as("%s", key).endsWith(".");
            key.variable().ifPresent(variable -> {
                assertThat(variables.add(variable)).as("%s names one key", variable).isTrue();
                assertThat(ConfigKeys.OTHER_VARIABLES).doesNotContain(variable);
            });
            assertThat(ConfigKeys.TABLES).as("the table of %s is described", key)
                    .containsKey(ConfigKey.text(key.path().subList(0, key.path().size() - 1)));
        }
        assertThat(ConfigKeys.WORKERS_SPARE.variable()).hasValue("ARCELLA_WORKERS_SPARE");
        assertThat(ConfigKeys.CAPS.get(Limit.TABLE_ELEMENTS).variable()).hasValue("ARCELLA_CAPS_LIMITS_TABLE_ELEMENTS");
        assertThat(ConfigKeys.INCLUDES.variable()).isEmpty();
        assertThat(ConfigKeys.GRANT_ALLOW.variable()).isEmpty();
        assertThat(ConfigKeys.GRANT_ALLOW.text()).isEqualTo("grant[].allow");
    }

    /** Each after what it includes, and each included file over those before it. */
    @Test
    void whatIsSaidLastHolds() throws Exception {
        file("etc/conf.d/20-b.toml", "[caps.limits]\nhandles = 20\nmemory = \"2MiB\"\n[[grant]]\nname = \"b\"\nallow = [\"trust\"]\n");
        file("etc/conf.d/10-a.toml", "[caps.limits]\nhandles = 10\nmemory = \"1MiB\"\nsockets = 1\n[[grant]]\nname = \"a\"\nallow = [\"trust\"]\n");
        file("etc/conf.d/.hidden.toml", "no toml");
        file("etc/conf.d/other.txt", "no toml");
        Files.createDirectories(home.resolve("etc/conf.d/folder.toml"));
        Configuration read = main("includes = [\"conf.d/*.toml\", \"none.d/*.toml\"]\n[caps.limits]\nmemory = \"3MiB\"\n"
                + "[[grant]]\nname = \"c\"\nallow = [\"trust\"]\n").check();
        assertThat(read.get(HANDLES)).isEqualTo(20);
        assertThat(origin(read, HANDLES)).isEqualTo("etc/conf.d/20-b.toml:2");
        assertThat(read.get(MEMORY)).isEqualTo(3L << 20);
        assertThat(origin(read, MEMORY)).isEqualTo("etc/arcella.toml:3");
        assertThat(read.get(ConfigKeys.CAPS.get(Limit.SOCKETS))).isEqualTo(1);
        assertThat(origin(read, ConfigKeys.WORKERS_SPARE)).isEqualTo("default");
        assertThat(read.tables("grant")).extracting(table -> table.find(ConfigKeys.GRANT_NAME).orElseThrow(), table -> table.origin().text())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", "etc/conf.d/10-a.toml:5"),
                        org.assertj.core.groups.Tuple.tuple("b", "etc/conf.d/20-b.toml:4"),
                        org.assertj.core.groups.Tuple.tuple("c", "etc/arcella.toml:4"));
        assertThat(read.overrides()).contains(
                "caps.limits.memory = \"3MiB\" (etc/arcella.toml:3) overrides \"2MiB\" (etc/conf.d/20-b.toml:3)",
                "caps.limits.handles = 20 (etc/conf.d/20-b.toml:2) overrides 10 (etc/conf.d/10-a.toml:2)");
        assertThat(read.files()).containsExactly("etc/arcella.toml", "etc/conf.d/10-a.toml", "etc/conf.d/20-b.toml");
    }

    @Test
    void aFileThatIsNamedTwiceIsReadOnceAndPathsStartAtTheFileThatNamesThem() throws Exception {
        Path outside = Files.createTempFile("outside", ".toml");
        Files.writeString(outside, "[caps.limits]\nhandles = 7\n");
        file("etc/a/one.toml", "includes = [\"two.toml\", \"" + outside + "\"]\n");
        file("etc/a/two.toml", "[[grant]]\nname = \"two\"\nallow = [\"trust\"]\n");
        Files.createSymbolicLink(home.resolve("etc/link.toml"), Path.of("a/two.toml"));
        Configuration read = main("includes = [\"a/two.toml\", \"a/one.toml\", \"link.toml\", \"a/*.toml\"]\n").check();
        assertThat(read.tables("grant")).hasSize(1);
        assertThat(origin(read, HANDLES)).isEqualTo(outside + ":2");
        Files.delete(outside);
    }

    @Test
    void circlesDepthAndWhatIsNotThereAreToldWithTheirChain() throws Exception {
        file("etc/a.toml", "includes = [\"b.toml\"]\n");
        file("etc/b.toml", "# back\nincludes = [\"a.toml\"]\n");
        assertThatThrownBy(() -> main("includes = [\"a.toml\"]\n").check()).hasMessageContainingAll("ARC-2203",
                "etc/b.toml:2:1: \"a.toml\": includes go round in a circle: etc/a.toml -> etc/b.toml -> etc/a.toml", "2 | includes");
        assertThatThrownBy(() -> main("includes = [\"arcella.toml\"]\n").check())
                .hasMessageContaining("circle: etc/arcella.toml -> etc/arcella.toml");
        for (int i = 0; i < 12; i++) {
            file("etc/deep" + i + ".toml", "includes = [\"deep" + (i + 1) + ".toml\"]\n");
        }
        assertThatThrownBy(() -> main("includes = [\"deep0.toml\"]\n").check())
                .hasMessageContaining("etc/deep7.toml:1:1: \"deep8.toml\": includes are nested deeper than 8: etc/arcella.toml -> etc/deep0.toml");
        assertThatThrownBy(() -> main("includes = [\"none.toml\", \"sub/none.toml\", \"*/x.toml\", \"..\", \"\"]\n").check())
                .hasMessageContainingAll("has 5 mistakes", "\"none.toml\": there is no such file; write \"*.toml\"",
                        "write \"sub/*.toml\"", "\"*/x.toml\": '*' and '?' may stand in the last part", "\"..\": this is no file");
        assertThatThrownBy(() -> main("includes = \"x.toml\"\n").check()).hasMessageContaining("must be a list of texts in quotes");
        assertThatThrownBy(() -> main("[workers]\nincludes = [\"x.toml\"]\n").check()).hasMessageContaining("unknown key 'includes' in [workers]");
    }

    @Test
    void everyMistakeOfEveryFileIsToldAndNothingElseIsLost() throws Exception {
        file("etc/conf.d/a.toml", "[caps.limits]\nhandels = 1\nmemory = \"1MiB\"\n");
        file("etc/conf.d/b.toml", "[workers\n");
        file("etc/conf.d/c.toml", "[[grant]]\nallow = [\"trsut\", \"all\", \"limit:memroy\"]\n[[grant]]\nname = \"x\"\nsha256 = \"12\"\n");
        Files.write(home.resolve("etc/conf.d/d.toml"), new byte[] {'#', (byte) 0xff});
        Files.write(home.resolve("etc/conf.d/e.toml"), new byte[(1 << 20) + 1]);
        Configuration read = main("includes = [\"conf.d/*.toml\"]\ngrant = 3\n");
        assertThatThrownBy(read::check).hasMessageContainingAll(
                "ARC-2203 etc/arcella.toml, with what it includes and the environment, has ",
                "etc/arcella.toml:2:1: 'grant' is a whole number, and must be tables, written [[grant]]",
                "etc/conf.d/a.toml:2:1: unknown key 'handels' in [caps.limits]; did you mean 'handles'?", "2 | handels",
                "etc/conf.d/b.toml:1:", "etc/conf.d/c.toml:2:1: there is no grant 'trsut'; did you mean 'trust'?",
                "'limit:memory'", "[[grant]] needs 'sha256' or 'name'", "64 lower-case", "etc/conf.d/d.toml: this is no text in UTF-8",
                "etc/conf.d/e.toml: cannot be read: this is larger than 1 MiB");
        assertThat(read.get(MEMORY)).isEqualTo(1L << 20);
        assertThat(read.tables("grant")).isEmpty();
        assertThatThrownBy(() -> main("[caps.limits]\nhandles = 1\nhandles = 2\n").check()).hasMessageContaining("etc/arcella.toml:3:1");
    }

    @Test
    void theEnvironmentComesLast() throws Exception {
        file("etc/arcella.toml", "[caps.limits]\nhandles = 5\n");
        Configuration read = ConfigLoader.ofHome(home, Map.of("ARCELLA_CAPS_LIMITS_HANDLES", "1_000", "ARCELLA_WORKERS_SPARE", "true",
                "ARCELLA_CAPS_LIMITS_DEADLINE", "2min", "ARCELLA_DEFAULTS_LIMITS_MEMORY", "64MiB", "ARCELLA_CAPS_LIMITS_SOCKETS", "",
                "ARCELLA_WORKER_SPARE", "true", "ARCELLA_HOME", "/x", "ARCELLA_SOMETHING_ELSE", "1", "PATH", "/bin")).check();
        assertThat(read.get(HANDLES)).isEqualTo(1000);
        assertThat(read.get(ConfigKeys.WORKERS_SPARE)).isTrue();
        assertThat(read.get(ConfigKeys.CAPS.get(Limit.DEADLINE))).isEqualTo(Duration.ofMinutes(2).toMillis());
        assertThat(read.get(ConfigKeys.DEFAULTS.get(Limit.MEMORY))).isEqualTo(64L << 20);
        assertThat(read.stated(ConfigKeys.CAPS.get(Limit.SOCKETS))).isEmpty();
        assertThat(origin(read, HANDLES)).isEqualTo("environment ARCELLA_CAPS_LIMITS_HANDLES");
        assertThat(read.overrides()).containsExactly(
                "caps.limits.handles = 1000 (environment ARCELLA_CAPS_LIMITS_HANDLES) overrides 5 (etc/arcella.toml:2)");
        assertThat(read.warnings()).containsExactly(
                "the environment variable ARCELLA_WORKER_SPARE is no key, and changes nothing; did you mean ARCELLA_WORKERS_SPARE?");
        assertThatThrownBy(() -> ConfigLoader.ofHome(home, Map.of("ARCELLA_WORKERS_SPARE", "yes", "ARCELLA_CAPS_LIMITS_HANDLES", "many")).check())
                .hasMessageContainingAll("with what it includes and the environment, has 2 mistakes",
                        "environment ARCELLA_WORKERS_SPARE: 'spare' is text, and must be true or false",
                        "environment ARCELLA_CAPS_LIMITS_HANDLES: 'handles' is text, and must be a whole number");
    }

    @Test
    void tooManyFilesAreToldOnce() throws Exception {
        file("etc/arcella.toml", "includes = [\"more/*.toml\"]\n");
        for (int i = 0; i < 1010; i++) {
            file("etc/more/" + i + ".toml", "");
        }
        assertThat(ConfigLoader.ofHome(home, Map.of()).mistakes()).hasSize(1).first().asString().contains("these are more than 1000 files");
    }

    @Test
    void whatStandsInFilesOnlyIsNoVariable() throws Exception {
        assertThat(ConfigLoader.ofHome(home, Map.of("ARCELLA_INCLUDES", "x.toml", "ARCELLA_GRANT", "trust")).warnings()).containsExactly(
                "the environment variable ARCELLA_GRANT is no key, and changes nothing",
                "the environment variable ARCELLA_INCLUDES is no key, and changes nothing");
    }

    @Test
    void aFileThatAnybodyMayWriteIsTold() throws Exception {
        Path open = file("etc/open.toml", "[workers]\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(main("includes = [\"open.toml\"]\n").check().warnings()).singleElement().asString()
                .startsWith("etc/open.toml may be written by anybody");
    }

    @Test
    void whatIsNestedTooDeepIsAMistake() throws Exception {
        for (String text : List.of("x = " + "[".repeat(100_000), "x" + ".x".repeat(50_000) + " = 1", "x = " + "{a=".repeat(50_000),
                "[x" + ".x".repeat(50_000) + "]")) {
            assertThat(main(text).mistakes()).as(text.substring(0, 20)).isNotEmpty();
        }
    }

    /** A thousand spoiled files, the same each time; {@link ConfigFuzz} tries others. */
    @Test
    void whateverStandsInAFileIsReadOrAMistake() {
        Random random = new Random(20260102);
        int fine = 0;
        for (int round = 0; round < 1_000; round++) {
            StringBuilder text = new StringBuilder(ConfigFuzz.SEED);
            for (int i = random.nextInt(4); i > 0; i--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + 1 + random.nextInt(9));
                String part = text.substring(at, end);
                switch (random.nextInt(3)) {
                    case 0 -> text.delete(at, end);
                    case 1 -> text.insert(random.nextInt(text.length()), part);
                    default -> text.replace(at, end, List.of("[[", "]", "\n", "=", "7", "\"", ".", "{", "true").get(random.nextInt(9)));
                }
            }
            fine += ConfigFuzz.read(text.toString()) ? 1 : 0;
        }
        assertThat(fine).isBetween(100, 900);
    }

    /** They may come later; whoever has mistyped a name is to see it all the same. */
    @Test
    void usersAndGroupsThatAreNotThereAreWarnedOf() throws Exception {
        Configuration read = main("[roles]\nadmin = [\"root\", \"nosuchuser\", \"uid:54321\"]\nread-only = [\"group:root\", \"group:nosuchgrp\"]\n").check();
        assertThat(read.warnings()).containsExactly(
                "roles.admin (etc/arcella.toml:2): this machine knows no user 'nosuchuser'; nobody has a role by that as long as it does not",
                "roles.read-only (etc/arcella.toml:3): this machine knows no group 'nosuchgrp'; nobody has a role by that as long as it does not");
        assertThat(read.get(ConfigKeys.ROLES_ADMIN)).contains("nosuchuser");
    }

    @Test
    void aNameThatIsNoPartOfAKeyIsRefusedWithTheNearest() throws Exception {
        Configuration read = main("[caps.modules.mine.limits]\nhandles = 3\n").check();
        for (String part : List.of("", "caps", "workers.heap", "deadline", "caps.modules.mine", "caps.modules.other.limits", "roles.verbs",
                "grant", "caps.modules.other.limits.hand")) {
            ConfigNames.check(part, read);
        }
        assertThatThrownBy(() -> ConfigNames.check("workers.mx", read)).hasMessageContainingAll("ARC-2206", "'workers.mx'", "did you mean 'workers.max'?");
        assertThatThrownBy(() -> ConfigNames.check("nosuch.key", read)).hasMessageContainingAll("ARC-2206", "config show");
        assertThatThrownBy(() -> ConfigNames.check("caps.modules.mine.limits.handels", read)).hasMessageContaining("caps.modules.mine.limits.handles");
    }

    @Test
    void aFileWithoutAHomeIsCalledByItsPath() throws Exception {
        Path file = file("x.toml", "[worker]\n");
        assertThatThrownBy(() -> ConfigLoader.load(file, Optional.empty(), home, Map.of()).check())
                .hasMessageContaining(file + ":1:1: unknown key 'worker'; did you mean 'workers'?");
    }
}
