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

/**
 * Types what pages show, in a home of its own with the examples beside it. A block marked {@code console} has commands behind
 * {@code $}, their further lines behind {@code >}, and what they print; {@code …} stands for any text within a line, alone for
 * any lines. All is the archive's, as for somebody who has nothing else: programs, pages and examples.
 */
final class Typist implements AutoCloseable {

    private static final String ANYTHING = "…";
    private static final long MOST_SECONDS = 180;

    private final Container container = new Container();

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

    Typist() throws IOException {
        Files.createSymbolicLink(container.folder().resolve("examples"), Distribution.root().resolve("examples"));
    }

    Container container() {
        return container;
    }

    @Override
    public void close() throws IOException {
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
    String type(String command) throws IOException, InterruptedException {
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

    /** Types a page of the distribution, which has at least so many commands. */
    void follow(String page, int least) throws Exception {
        List<Step> steps = steps(Distribution.root().resolve(page));
        assertThat(steps).as("commands that the page has").hasSizeGreaterThanOrEqualTo(least);
        for (Step step : steps) {
            assertThat(type(step.command())).as("what '%s' prints", step.command()).matches(step.pattern());
        }
    }
}
