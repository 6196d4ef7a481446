package arcella.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The authors' guide: its sessions as they stand, and then what they installed, in all languages alike. */
class AuthorsIT {

    /** The modules of the page that export {@code arcella:greeter}: C, JavaScript, AssemblyScript, Rust. */
    private static final List<String> GREETERS = List.of("greeter", "greeter-js", "greeter-as", "greeter-rust");

    /** What each of them answers; the empty ones are those that glue gets wrong. */
    private static final List<Map.Entry<String, String>> ANSWERS = List.of(
            Map.entry("greet(\"Zoë, 你好 🎉\")", "\"Hello, Zoë, 你好 🎉!\""),
            Map.entry("greet(\"\")", "\"Hello, !\""),
            Map.entry("introduce([{name: \"Ada\", age: some(255)}, {name: \"\", age: some(0)}, {name: \"Bo\"}], english)",
                    "[\"This is Ada, 255.\", \"This is , 0.\", \"This is Bo.\"]"),
            Map.entry("introduce([], german)", "[]"),
            Map.entry("add(4294967295, 2)", "1"),
            Map.entry("divide(-7, 2)", "ok(-3)"),
            Map.entry("divide(-2147483648, -1)", "err(overflow(2147483648))"),
            Map.entry("reverse([1, 2, 255])", "[255, 2, 1]"),
            Map.entry("reverse([])", "[]"));

    private Typist typist;

    @BeforeEach
    void open() throws Exception {
        typist = new Typist();
    }

    @AfterEach
    void close() throws Exception {
        typist.close();
    }

    @Test
    void theAuthorsGuideIsTrueAndItsModulesAreAlike() throws Exception {
        typist.follow("docs/AUTHORS.md", 25);

        Container container = typist.container();
        for (String greeter : GREETERS) {
            String calls = ANSWERS.stream().map(answer -> "module:call " + greeter + " '" + answer.getKey() + "'\n").collect(joining());
            assertThat(container.run("arcella-cli", calls.getBytes(UTF_8), "shell").ok().out()).as(greeter)
                    .isEqualTo(ANSWERS.stream().map(answer -> answer.getValue() + "\n").collect(joining()));
            container.cli("stop", greeter).ok();
        }

        // A consumer that knows none of them: whichever there is greets it.
        container.cli("shell", "-c", "bundle:install -s " + JavaBundle.example("java-visitor")).ok();
        for (int i = 0; i < GREETERS.size(); i++) {
            int greeted = i + 1;
            container.cli("start", GREETERS.get(i)).ok();
            container.await(Shop.SOON, result -> result.out().lines()
                    .filter(line -> line.contains("a module says: Hello, Java!")).count() == greeted, "logs", "--lines", "1000");
            container.cli("stop", GREETERS.get(i)).ok();
        }
    }
}
