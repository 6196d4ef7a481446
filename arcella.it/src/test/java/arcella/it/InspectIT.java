package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code arcella wit} and {@code arcella validate} on components and on what is none. */
class InspectIT {

    /** The smallest component: a preamble and nothing else. */
    private static final byte[] EMPTY = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private String file(String name, byte[] content) throws Exception {
        Path file = Files.write(container.folder().resolve(name), content);
        return file.toString();
    }

    @Test
    void validComponentsAndModules() throws Exception {
        assertThat(container.arcella("validate", file("empty.wasm", EMPTY)).ok().out())
                .contains("valid component", "0 imports", "0 exports");
        assertThat(container.arcella("validate", Distribution.example("hello/hello.wasm").toString()).ok().out())
                .contains("valid core module");
        assertThat(container.arcella("wit", file("empty2.wasm", EMPTY)).ok().out()).contains("world root");
    }

    @Test
    void witOfRealComponentsAndPackages() throws Exception {
        String folder = System.getProperty("arcella.components");
        assertThat(container.arcella("wit", folder + "/guest.wasm").ok().out()).contains("world root", "import", "export");
        assertThat(container.arcella("wit", folder + "/package-v2.wasm").ok().out()).contains("package ", "interface ");
        assertThat(container.arcella("wit", folder + "/package-v1.wasm").ok().out()).contains("package ", "interface ");
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() throws Exception {
        byte[] cut = java.util.Arrays.copyOf(EMPTY, 10);
        cut[8] = 7;
        cut[9] = 5;
        container.arcella("validate", file("cut.wasm", cut)).failed(1, "ARC-6004", "offset");
        container.arcella("validate", file("text.wasm", "hello there".getBytes())).failed(1, "ARC-1001", "text.wasm");
        container.arcella("validate", container.folder().resolve("none").toString()).failed(1, "ARC-5016", "none");
        container.arcella("wit", Distribution.example("hello/hello.wasm").toString()).failed(1, "core module");
        container.arcella("validate").failed(2, "FILE");
        container.arcella("wit", "a", "b").failed(2, "FILE");
    }
}
