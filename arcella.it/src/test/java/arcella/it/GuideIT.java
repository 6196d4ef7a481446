package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pages with sessions, typed as they stand. A block marked {@code console} has commands behind {@code $}, their
 * further lines behind {@code >}, and what they print; {@code …} stands for any text within a line, alone for any lines. All is
 * the archive's, as for somebody who has nothing else: programs, pages and examples.
 */
class GuideIT {

    private static final String ANYTHING = "…";
    private static final long MOST_SECONDS = 180;

    private Container container;

    /** What is typed, and what is to be seen then. */
    private record Step(String command, List<String> output) {

        Pattern pattern() {
            return Pattern.compile(output.stream()
                    .map(line -> line.equals(ANYTHING) ? "(?:.*\\n)*?" : line(line) + "\\n")
                    .collect(Collectors.joining()));
        }

        private static String line(String line) {
            return Arrays.stream(line.split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*?"));
        }
    }

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        Files.createSymbolicLink(container.folder().resolve("examples"), Distribution.root().resolve("examples"));
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static List<Step> steps(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(page)) {
            if (!within) {
                within = line.equals("```console");
            } else if (line.equals("```")) {
                within = false;
            } else if (line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (line.startsWith("> ") && steps.getLast().output().isEmpty()) {
                Step begun = steps.removeLast();
                steps.add(new Step(begun.command() + "\n" + line.substring(2), begun.output()));
            } else {
                steps.getLast().output().add(line);
            }
        }
        return steps;
    }

    /** What a terminal would show of a command: both streams, in their order. */
    private String type(String command) throws IOException, InterruptedException {
        Path screen = Files.createTempFile(container.folder(), "screen", "");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(container.folder().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        shell.environment().put("ARCELLA_HOME", container.home().toString());
        shell.environment().put("LC_ALL", "C.UTF-8");
        shell.environment().merge("PATH", Distribution.program("arcella").getParent().toString(),
                (path, programs) -> programs + ":" + path);
        Process process = shell.start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " does not end; it printed " + Files.readString(screen));
        }
        return Files.readString(screen, StandardCharsets.UTF_8);
    }

    @Test
    void theOperatorGuideIsTrue() throws Exception {
        follow("docs/OPERATING.md", 40);
    }

    @Test
    void whatIsSaidToUsersOfWasmtimeIsTrue() throws Exception {
        follow("docs/WASMTIME.md", 7);
    }

    /** Every line of the README's session does what it is there for; whoever tries Arcella for the first time types them. */
    @Test
    void theFiveMinutesOfTheReadmeWork() throws Exception {
        List<String> commands = Files.readAllLines(Distribution.root().resolve("README.md")).stream()
                .dropWhile(line -> !line.startsWith("## Five minutes")).dropWhile(line -> !line.equals("```sh")).skip(1)
                .takeWhile(line -> !line.equals("```")).map(line -> line.replaceAll("\\s+#.*", "").replace("./arcella", "arcella")).toList();
        assertThat(commands).hasSizeGreaterThan(15).first().isEqualTo("arcella start");
        for (String command : commands) {
            String printed = type(command + "; echo exit $?");
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
        type("arcella start");
        for (String line : lines) {
            int comment = line.indexOf(" # ");
            String said = comment < 0 ? "" : line.substring(comment + 3);
            String command = (comment < 0 ? line : line.substring(0, comment)).strip().replace("./arcella", "arcella");
            String printed = type(command + "; echo exit $?");
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

    private void follow(String page, int least) throws Exception {
        List<Step> steps = steps(Distribution.root().resolve(page));
        assertThat(steps).as("commands that the page has").hasSizeGreaterThanOrEqualTo(least);
        for (Step step : steps) {
            assertThat(type(step.command())).as("what '%s' prints", step.command()).matches(step.pattern());
        }
    }
}
