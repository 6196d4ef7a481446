package arcella.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.engine.binding.Sample.Counter;
import arcella.engine.binding.Sample.Host;
import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.ExportedFunction;
import arcella.engine.component.Linker;
import arcella.wit.value.WitValue;

/** The example of the package {@code arcella.engine.component} does what it says, and stands there as it stands here. */
class ExampleTest {

    private interface Greeter {
        String greet(String name);
    }

    @Test
    void theExampleWorks() {
        Path file = Path.of("..", "examples", "binding", "binding.wasm");
        // example
        Linker linker = new Linker().implement("arcella:binding/host@1.0.0", new Host(), Counter.class);
        Component component = Component.read(file);
        try (ComponentInstance instance = linker.instantiate(component)) {
            Greeter greeter = instance.proxy("arcella:binding/guest@1.0.0", Greeter.class);
            String text = greeter.greet("World");
            ExportedFunction add = instance.export("arcella:binding/guest@1.0.0", "add");
            Optional<WitValue> sum = add.call(new WitValue.U32(40), new WitValue.U32(2));
            // end
            assertThat(text).isEqualTo("Hello, World!");
            assertThat(sum).contains(new WitValue.U32(42));
        }
    }

    @Test
    void itStandsInTheDocumentation() throws IOException {
        String here = Files.readString(Path.of("src/test/java/arcella/engine/binding/ExampleTest.java"));
        String there = Files.readString(Path.of("src/main/java/arcella/engine/component/package-info.java"));
        String shown = there.replaceAll("(?m)^ \\* ?", "").replaceAll("\\s+", " ");
        String example = here.substring(here.indexOf("// example") + 10, here.indexOf("// end"));
        assertThat(shown).contains(example.strip().replaceAll("\\s+", " "));
    }
}
