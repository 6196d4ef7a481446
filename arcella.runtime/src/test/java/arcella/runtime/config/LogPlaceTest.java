package arcella.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is written and set aside: it must be nobody else's file. */
class LogPlaceTest {

    @TempDir
    private Path folder;
    private Path home;
    private Path outside;

    @BeforeEach
    void folders() throws Exception {
        home = Files.createDirectories(folder.resolve("home"));
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.createDirectories(home.resolve("log"));
        Files.createDirectories(home.resolve("etc"));
    }

    private Configuration with(Object file) throws Exception {
        return main("[log]\nfile = \"" + file + "\"\n");
    }

    private Configuration main(String text) throws Exception {
        Files.writeString(home.resolve("etc/arcella.toml"), text);
        return ConfigLoader.ofHome(home, Map.of());
    }

    private void refused(Object file, String... words) throws Exception {
        Configuration read = with(file);
        assertThatThrownBy(read::check).as("%s", file).hasMessageContaining("etc/arcella.toml:2:1: 'file' ").hasMessageContainingAll(words)
                .hasMessageContaining("2 | file = ").hasMessageContaining("name a file below the home's log/");
        assertThat(read.get(ConfigKeys.LOG_FILE)).as("what is refused holds nowhere").isEqualTo("arcella.log");
    }

    private void fine(Object file) throws Exception {
        Configuration read = with(file).check();
        assertThat(read.get(ConfigKeys.LOG_FILE)).isEqualTo(file.toString());
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void belowLogAndOutsideOfTheHomeItMayBeAnything() throws Exception {
        fine("");
        fine("other.log");
        fine("per/day/other.log");
        fine(home.resolve("log/whole.log"));
        fine(outside.resolve("arcella.log"));
        fine(outside.resolve("new/folder/arcella.log"));
        fine(outside.resolve("../outside/arcella.log"));
        Files.createSymbolicLink(home.resolve("log/link.log"), outside.resolve("not-there-yet.log"));
        fine("link.log");
        Files.delete(home.resolve("log/link.log"));
        Files.delete(home.resolve("log"));
        Files.createSymbolicLink(home.resolve("log"), outside);
        fine("other.log");
    }

    @Test
    void whatIsTheHomesIsNotTheLogs() throws Exception {
        refused("../etc/arcella.toml", "has '..' in it");
        refused("x/../../etc/new.log", "has '..' in it");
        refused(".", "names no file");
        refused("x/", "names no file");
        refused(home.resolve("etc/arcella.toml"), "is read as configuration");
        refused(outside.resolve("../home/etc/arcella.toml"), "is read as configuration");
        refused(home.resolve("etc/new.log"), "leads to", "etc/new.log", "not below its log/");
        refused(home.resolve("new.log"), "not below its log/");
        refused(home.resolve("logs/new.log"), "not below its log/");
        refused(outside, "is a folder");
    }

    @Test
    void linksAreFollowedAsFarAsAnythingIsThere() throws Exception {
        Files.createSymbolicLink(outside.resolve("back"), home.resolve("modules"));
        refused(outside.resolve("back/state/new.log"), "modules/state/new.log", "not below its log/");
        Files.createSymbolicLink(home.resolve("log/link.log"), Path.of("../etc/not-there-yet.toml"));
        refused("link.log", "etc/not-there-yet.toml", "not below its log/");
        Files.createSymbolicLink(outside.resolve("round"), outside.resolve("round"));
        with(outside.resolve("round/x")).mistakes();
        Files.createLink(outside.resolve("hard.log"), home.resolve("etc/arcella.toml"));
        refused(outside.resolve("hard.log"), "is read as configuration");
        Files.createSymbolicLink(folder.resolve("other-home"), home);
        Configuration read = ConfigLoader.ofHome(folder.resolve("other-home"), Map.of("ARCELLA_LOG_FILE", home.resolve("etc/x").toString()));
        assertThatThrownBy(read::check).hasMessageContaining("environment ARCELLA_LOG_FILE: 'file' leads to");
    }

    @Test
    void noFileThatIsIncludedIsWrittenOrSetAside() throws Exception {
        Path more = Files.writeString(outside.resolve("more.toml"), "[workers]\nspare = false\n");
        Path numbered = Files.writeString(outside.resolve("x.2"), "[caps.limits]\nhandles = 9\n");
        String text = "includes = [\"" + more + "\", \"" + numbered + "\"]\n[log]\nfile = \"%s\"\n";
        assertThatThrownBy(() -> main(text.formatted(more)).check()).hasMessageContaining("is " + more + ", which is read as configuration");
        assertThatThrownBy(() -> main(text.formatted(outside.resolve("x"))).check())
                .hasMessageContaining("would be set aside as " + numbered + ", which is read as configuration");
        assertThat(main(text.formatted(outside.resolve("y"))).check().warnings()).isEmpty();
    }

    @Test
    void whatHoldsSomethingElseIsNotTaken() throws Exception {
        refused(Files.writeString(outside.resolve("notes.txt"), "an operator's\n"), "holds something that is no log of Arcella's");
        refused(Files.writeString(home.resolve("log/notes.txt"), "an operator's\n"), "holds something that is no log of Arcella's");
        fine(Files.writeString(outside.resolve("empty.log"), ""));
        fine(Files.writeString(outside.resolve("text.log"), "2026-11-27 06:02:11.792 INFO  arcella.launcher: arcella starts\n"));
        fine(Files.writeString(outside.resolve("json.log"), "{\"time\":\"2026-11-27T02:59:43.181Z\",\"level\":\"INFO\"}\n"));
    }

    /** Its permissions would be changed, it would be set aside and deleted, or writing to it waits for whoever reads. */
    @Test
    void aDeviceOrPipeIsRefused() throws Exception {
        Path pipe = outside.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (String file : List.of("/dev/null", pipe.toString())) {
            assertThatThrownBy(() -> with(file).check()).hasMessageContaining("is no file, but a device or the like; \"\" is for no file");
        }
    }

    @Test
    void whereNothingCanBeWrittenIsTold() throws Exception {
        assertThat(with("/proc/nosuch/x").check().warnings()).containsExactly("log.file (etc/arcella.toml:2): /proc/nosuch/x cannot be"
                + " written: /proc is the kernel's (proc); lines are kept in memory only");
        Path file = Files.writeString(outside.resolve("file"), "");
        assertThat(with(file.resolve("x")).check().warnings()).singleElement().asString().contains(file + " is no folder");
    }
}
