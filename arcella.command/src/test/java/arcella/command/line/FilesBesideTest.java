package arcella.command.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    private ParsedLine find(String... words) {
        ParsedLine line = CommandLine.parse(Samples.INSTALL, CommandForm.CLI, List.of(), List.of(words));
        return FilesBeside.find(Samples.INSTALL, line, folder);
    }
}
