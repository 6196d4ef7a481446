package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages with sessions, typed as they stand. */
class GuideIT {

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
    void theOperatorGuideIsTrue() throws Exception {
        typist.follow("docs/OPERATING.md", 40);
    }

    @Test
    void whatIsSaidToUsersOfWasmtimeIsTrue() throws Exception {
        typist.follow("docs/WASMTIME.md", 7);
    }

    /** Every line of the README's session does what it is there for; whoever tries Arcella for the first time types them. */
    @Test
    void theFiveMinutesOfTheReadmeWork() throws Exception {
        List<String> commands = Files.readAllLines(Distribution.root().resolve("README.md")).stream()
                .dropWhile(line -> !line.startsWith("## Five minutes")).dropWhile(line -> !line.equals("```sh")).skip(1)
                .takeWhile(line -> !line.equals("```")).map(line -> line.replaceAll("\\s+#.*", "").replace("./arcella", "arcella")).toList();
        assertThat(commands).hasSizeGreaterThan(15).first().isEqualTo("arcella start");
        for (String command : commands) {
            String printed = typist.type(command + "; echo exit $?");
            assertThat(printed).as(command).endsWith("exit 0\n");
            if (command.contains("greet(")) {
                assertThat(printed).as(command).contains("\"Hello, Ada!\"");
            }
        }
    }

    /** What the examples' page says to type works with the examples that were unpacked, the Java bundles among them. */
    @Test
    void theSessionsOfTheExamplesWork() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(Distribution.root().resolve("examples/README.md"))) {
            if (line.startsWith("```")) {
                within = line.equals("```sh");
            } else if (within) {
                lines.add(line);
            }
        }
        assertThat(lines).hasSizeGreaterThan(11).anyMatch(line -> line.contains("bundle:install"))
                .anyMatch(line -> line.contains("feature install"));
        typist.type("arcella start");
        for (String line : lines) {
            int comment = line.indexOf(" # ");
            String said = comment < 0 ? "" : line.substring(comment + 3);
            String command = (comment < 0 ? line : line.substring(0, comment)).strip().replace("./arcella", "arcella");
            String printed = typist.type(command + "; echo exit $?");
            boolean refused = said.startsWith("ARC-");
            assertThat(printed).as(command).endsWith(refused ? "exit 1\n" : "exit 0\n");
            if (refused || said.startsWith("{")) {
                assertThat(printed).as(command).contains(said.split(", with ", 2)[0]);
            }
        }
    }

    @Test
    void everyLinkLeadsSomewhereInTheArchive() throws Exception {
        assertThat(DocumentsTest.dead(Distribution.root())).isEmpty();
    }
}
