package arcella.command.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Data;
import arcella.command.Samples;
import arcella.error.ArcellaException;

class FilesBesideTest {

    @TempDir
    Path folder;

    @Test
    void theFirstFileThatLiesBesideGoesAlong() throws IOException {
        Files.writeString(folder.resolve("m.wasm"), "x");
        assertThat(find("m.wasm").files()).hasSize(1);
        Files.writeString(folder.resolve("m.toml"), "x");
        assertThat(find("m.wasm").files().getLast().path()).isEqualTo(folder.resolve("m.toml"));
        Files.writeString(folder.resolve("arcella.toml"), "x");
        ParsedLine line = find("m.wasm");
        assertThat(line.files().getLast().path()).isEqualTo(folder.resolve("arcella.toml"));
        assertThat(line.values().values().get("manifest")).isEqualTo(Data.of("arcella.toml"));
    }

    @Test
    void aNamedFileWins() throws IOException {
        Files.writeString(folder.resolve("m.wasm"), "x");
        Files.writeString(folder.resolve("m.toml"), "x");
        Files.writeString(folder.resolve("other"), "x");
        assertThat(find("m.wasm", "-m", "other").files().getLast().name()).isEqualTo("other");
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThatThrownBy(() -> find("gone.wasm"))
                .isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-8006 there is no file 'gone.wasm'");
        assertThatThrownBy(() -> find("."))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> find("/dev/null"))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("no ordinary file");
    }

    @Test
    void pathsBecomeWholeAndSomeContentsAreSent() throws IOException {
        Files.writeString(folder.resolve("p.jar"), "x");
        for (String word : List.of("p.jar", "./p.jar", "../" + folder.getFileName() + "/p.jar", folder.resolve("p.jar").toUri().toString())) {
            ParsedLine line = unpack(word);
            assertThat(line.values().values()).as(word).containsEntry("pack", Data.of(folder + "/p.jar")).containsEntry("jar", Data.of("p.jar"));
            assertThat(line.files()).as(word).containsExactly(new FileArgument("jar", folder.resolve("p.jar")));
        }
        for (String word : List.of("a/p", "p.json")) {
            assertThat(unpack(word).values().values()).containsOnly(Map.entry("pack", Data.of(folder + "/" + word)));
        }
        // Names, ids, and what only the container can say something about.
        for (String word : List.of("shop", "shop@1.0.0", "a.b:shop:1.0.0", "mvn:a/b/1.0", "file:p.jar", "http://a/p.jar")) {
            assertThat(unpack(word).values().values()).containsOnly(Map.entry("pack", Data.of(word)));
        }
        assertThat(unpack("shop", "here").values().values()).containsEntry("folder", Data.of(folder + "/here"));
        assertThat(unpack("shop", "~/here").values().values())
                .containsEntry("folder", Data.of(System.getProperty("user.home") + "/here"));
        assertThatThrownBy(() -> unpack("q.jar"))
                .isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-8006 there is no file '" + folder + "/q.jar'");
    }

    @Test
    void itIsKnownBeforeWhetherFilesAreRead() {
        assertThat(reads("./p.jar")).isTrue();
        assertThat(reads("shop", "--jar", "p")).isTrue();
        assertThat(reads("./p.json", "here")).isFalse();
        assertThat(reads("shop")).isFalse();
    }

    private static boolean reads(String... words) {
        return FilesBeside.reads(Samples.UNPACK, CommandLine.parse(Samples.UNPACK, CommandForm.CLI, List.of(), List.of(words)));
    }

    private ParsedLine unpack(String... words) {
        return FilesBeside.find(Samples.UNPACK, CommandLine.parse(Samples.UNPACK, CommandForm.CLI, List.of(), List.of(words)), folder);
    }

    private ParsedLine find(String... words) {
        ParsedLine line = CommandLine.parse(Samples.INSTALL, CommandForm.CLI, List.of(), List.of(words));
        return FilesBeside.find(Samples.INSTALL, line, folder);
    }
}
