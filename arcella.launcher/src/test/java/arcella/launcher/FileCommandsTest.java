package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look at one file. */
class FileCommandsTest {

    @TempDir
    Path folder;

    /** What a command said, both streams in one, and its exit code last. */
    private static String said(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = Main.run(List.of(args), out, out);
        return bytes.toString(StandardCharsets.UTF_8) + code;
    }

    private String file(String name, String hex) throws IOException {
        return Files.write(folder.resolve(name), HexFormat.of().parseHex(hex)).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wit", "validate", "run"})
    @Timeout(30)
    void filesWithoutEndAreRefused(String command) throws IOException, InterruptedException {
        assertThat(said(command, "/dev/zero")).isEqualTo("arcella: " + LauncherError.FILE.text() + " /dev/zero is no regular file; "
                + "copy what is behind it to a file, and name that\n1");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThat(said(command, pipe.toString())).contains(" is no regular file; ").endsWith("\n1");
        Path large = folder.resolve("large.wasm");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertThat(said(command, large.toString())).contains(" is larger than 64 MiB; ").endsWith("\n1");
    }

    /** An empty name is the working folder to Java. */
    @ParameterizedTest
    @ValueSource(strings = {"wit", "validate", "run"})
    void anEmptyNameIsSaidToBeOne(String command) {
        assertThat(said(command, "")).contains(" the file's name is empty; name the .wasm file").endsWith("\n1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wit", "validate", "run"})
    void namesAreEscaped(String command) {
        assertThat(said(command, "a\u001b[31mb\nc")).contains("a\\x1b[31mb\\nc").doesNotContain("\u001b").endsWith("\n1");
        assertThat(said(command, "--a\u001b[31mb")).doesNotContain("\u001b").endsWith("\n2");
    }

    @Test
    void validFilesHaveTheirNamesEscaped() throws IOException {
        assertThat(said("validate", file("\u001bm", "0061736d01000000"))).endsWith("\\x1bm: a valid core module\n0");
    }

    @Test
    void whatDoesNotRunIsSaid() throws IOException {
        String vectors = "0061736d010000000105016000017b030201000a16011400fd0c010000000000000002000000000000000b";
        assertThat(said("validate", file("v.wasm", vectors)))
                .endsWith("v.wasm: a valid core module; it uses SIMD, which this engine does not run\n0");
        String inside = "0061736d0d000100" + "01" + HexFormat.of().toHexDigits((byte) (vectors.length() / 2)) + vectors;
        assertThat(said("validate", file("c.wasm", inside)))
                .endsWith("0 imports and 0 exports; it uses SIMD, which this engine does not run\n0");
        String memory64 = "0061736d01000000" + "0503010401";
        assertThat(said("validate", file("m.wasm", memory64)))
                .contains("ARC-1004 the module uses memory64, which this engine does not run").endsWith("\n1");
    }

    @Test
    void otherFilesAreSaidToBeSo() throws IOException {
        for (String command : List.of("wit", "validate")) {
            assertThat(said(command, file("x.wit", "7061636b616765"))).contains(": ARC-1001 ").endsWith("\n1");
            assertThat(said(command, "--help")).startsWith("Usage: arcella " + command + " FILE\n").endsWith("\n0");
        }
    }

    /** 18 types, each a tuple of the one before twice: 101 bytes, and 2.9 million letters of WIT. */
    @Test
    void typesThatWitWouldWriteOutWithoutBoundsAreRefused() throws IOException {
        String tuples = file("tuples.wasm", "0061736d0d0001000749126f027d7d6f0200006f0201016f0202026f0203036f0204046f0205056f0206066f0207076f0208"
                + "086f0209096f020a0a6f020b0b6f020c0c6f020d0d6f020e0e6f020f0f6f021010070801400101781101000a060100016601"
                + "12");
        assertThat(said("wit", tuples)).startsWith("arcella: ARC-6007 the component's types are too large to be written as WIT: ")
                .contains("since types without names, which the binary shares, are written out").endsWith("\n1");
        assertThat(said("validate", tuples)).endsWith("0");
    }
}
