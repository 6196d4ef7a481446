package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Components as an operator uses them: installed, looked at, called, in a worker and in the container's process. */
class ComponentIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String GREETINGS = "arcella:greeter/greetings@0.1.0";

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static String greeter() {
        return Distribution.example("greeter/greeter.wasm").toString();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(container.folder().resolve(name), content);
    }

    private JsonNode info(String module) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(container.cli("info", module, "--output", "json").ok().out());
    }

    @Test
    void inAWorker() throws Exception {
        container.start();
        container.cli("install", greeter(), "--start").ok();
        assertThat(info("greeter").path("isolation").asText()).isEqualTo("worker");
        callAll();
    }

    @Test
    void inTheContainersProcess() throws Exception {
        container.start();
        Path manifest = Files.writeString(container.folder().resolve("main.toml"), """
                [module]
                name = "greeter"
                version = "0.1.0"
                isolation = "main"
                trusted = true
                async = true
                """);
        container.cli("install", greeter(), "--manifest", manifest.toString(), "--grant", "trust", "--start").ok();
        assertThat(info("greeter").path("isolation").asText()).isEqualTo("main");
        assertThat(container.cli("worker", "list").ok().out()).doesNotContain("greeter");
        callAll();
    }

    private void callAll() throws IOException, InterruptedException {
        assertThat(container.cli("call", "greeter", "greet(\"Zoë\")").ok().out()).isEqualTo("\"Hello, Zoë!\"\n");
        assertThat(container.cli("call", "greeter@0.1.0",
                GREETINGS + ".introduce([{name: \"Ada\", age: some(36)}, {name: \"Bo\"}], german)").ok().out())
                .isEqualTo("[\"Das ist Ada, 36.\", \"Das ist Bo.\"]\n");
        assertThat(container.cli("call", "greeter", "calculator.divide(-7, 2)").ok().out()).isEqualTo("ok(-3)\n");
        assertThat(container.cli("call", "greeter", "divide(1, 0)").ok().out())
                .isEqualTo("err(division-by-zero)\n");

        String info = container.cli("info", "greeter").ok().out();
        assertThat(info).contains("Exports", GREETINGS + ".greet: func(name: string) -> string", "world root {",
                "introduce: func(people: list<person>, language: language) -> list<string>;");

        container.cli("call", "greeter", "nobody()").failed(1, "ARC-4001", "nobody", "greet");
        container.cli("call", "greeter", "greet(1)").failed(1, "ARC-6006", "call:1:7", "a string");
        container.cli("call", "greeter", "greet()").failed(1, "ARC-6006", "'name'", "string");
        container.cli("call", "greeter", "add(1, 2, 3)").failed(1, "ARC-6006", "more arguments");
        container.cli("call", "greeter", "greet").failed(1, "ARC-6006", "parentheses");
        container.cli("call", "greeter", "").failed(1, "ARC-6006");
        container.cli("call", "nobody", "greet(\"x\")").failed(1, "ARC-2102");
        container.cli("call", "greeter").failed(2, "CALL");

        assertThat(container.cli("call", "greeter", "calls()").ok().out()).as("wrong calls did no harm").isEqualTo("5\n");
        container.cli("call", "greeter", "crash()").failed(1, "ARC-1101");
        container.await(SOON, result -> result.code() == 0 && result.out().equals("1\n"), "call", "greeter", "calls()");
        container.cli("stop", "greeter").ok();
        container.cli("call", "greeter", "calls()").failed(1, "ARC-2105", "Stopped", "module:start");
    }

    @Test
    void whatCannotRunIsRefusedAtInstall() throws Exception {
        container.start();
        // (component (import "a:b/c@1.0.0" (instance (export "f" (func)))) (import "d" (func)))
        byte[] wants = {0, 'a', 's', 'm', 0x0d, 0, 1, 0,
            7, 23, 2, 0x42, 2, 1, 0x40, 0, 1, 0, 4, 0, 1, 'f', 1, 0, 0x40, 0, 1, 0};
        wants[9] = (byte) (wants.length - 10);
        byte[] imports = {10, 23, 2, 0, 11, 'a', ':', 'b', '/', 'c', '@', '1', '.', '0', '.', '0', 5, 0,
            0, 1, 'd', 1, 1};
        imports[1] = (byte) (imports.length - 2);
        byte[] component = Arrays.copyOf(wants, wants.length + imports.length);
        System.arraycopy(imports, 0, component, wants.length, imports.length);
        container.cli("install", file("wants.wasm", component).toString())
                .failed(1, "ARC-2104", "wants", "nobody offers: d");

        byte[] whole = Files.readAllBytes(Path.of(greeter()));
        container.cli("install", file("cut.wasm", Arrays.copyOf(whole, 1000)).toString())
                .failed(1, "ARC-6004");
        container.cli("install", file("garbage.wasm", "no component at all".getBytes(StandardCharsets.UTF_8)).toString())
                .failed(1, "ARC-1001");

        Path narrow = Files.writeString(container.folder().resolve("narrow.toml"), """
                [module]
                name = "narrow"
                version = "1.0.0"
                exports = ["arcella:greeter/greetings@0.1", "arcella:greeter/absent"]
                """);
        container.cli("install", greeter(), "--manifest", narrow.toString())
                .failed(1, "ARC-2109", "export arcella:greeter/calculator@0.1.0");
        Path listed = Files.writeString(container.folder().resolve("listed.toml"), """
                [module]
                name = "listed"
                version = "1.0.0"
                exports = ["arcella:greeter@0.1.0", "arcella:other"]
                """);
        assertThat(container.cli("install", greeter(), "--manifest", listed.toString()).ok().out())
                .contains("exports nothing of 'arcella:other'");
        assertThat(container.cli("list").ok().out()).contains("listed").doesNotContain("narrow", "wants", "cut");
    }

    @Test
    void runInvokesOneFunction() throws Exception {
        assertThat(container.arcella("run", "--invoke", "greet(\"Ada\")", greeter()).ok().out())
                .isEqualTo("\"Hello, Ada!\"\n");
        assertThat(container.arcella("run", "--invoke", "add(1, 2)",
                Distribution.example("adder/adder.wasm").toString()).ok().out()).isEqualTo("3\n");
        container.arcella("run", "--invoke", "greet(1)", greeter()).failed(1, "ARC-6006", "call:1:7");
        container.arcella("run", "--invoke", "crash()", greeter()).failed(1, "ARC-1101");
        container.arcella("run", "--timeout", "300ms", "--invoke", "spin()", greeter()).failed(1, "ARC-4006");
        container.arcella("run", "--fuel", "100000", "--invoke", "spin()", greeter()).failed(1, "ARC-1113");
        container.arcella("run", "--invoke", "go()", Distribution.example("hello/hello.wasm").toString())
                .failed(1, "ARC-4001");
    }
}
