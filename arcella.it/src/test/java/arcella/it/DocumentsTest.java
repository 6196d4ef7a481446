package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What pages point to is there: files, headings, and the classes that the tour goes through. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)(?:\\.(?!md`)[a-z][A-Za-z]*)?(?:\\(\\))?`");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\\n((?s).*?)^```$");
    private static final Pattern CLASS = Pattern.compile("\\[`([A-Za-z]+)`\\]\\(\\.\\./([^)]+)\\)");

    private static List<Path> pages(Path root) throws IOException {
        List<Path> pages = new ArrayList<>();
        pages.add(root.resolve("README.md"));
        pages.add(root.resolve("CONTRIBUTING.md"));
        pages.add(root.resolve("examples").resolve("README.md"));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    /** The anchor that a heading has in a rendered page. */
    private static String anchor(String heading) {
        return heading.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("(?U)[^\\w\\- ]", "").strip().replace(' ', '-');
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(dead(ROOT)).isEmpty();
    }

    /** The links of the pages below a folder that lead nowhere in it. */
    static List<String> dead(Path root) throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages(root)) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                if (link.contains("://")) {
                    continue;
                }
                int hash = link.indexOf('#');
                String file = hash < 0 ? link : link.substring(0, hash);
                Path target = file.isEmpty() ? page : page.getParent().resolve(file).normalize();
                boolean there = target.startsWith(root) && Files.exists(target) && (hash < 0 || Files.readAllLines(target).stream()
                        .filter(line -> line.startsWith("#")).anyMatch(line -> anchor(line).equals(link.substring(hash + 1))));
                if (!there) {
                    dead.add(root.relativize(page) + ": " + link);
                }
            }
        }
        return dead;
    }

    @Test
    void everyPageStandsInTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            assertThat(docs.map(file -> "docs/" + file.getFileName()).filter(name -> name.endsWith(".md")))
                    .allSatisfy(name -> assertThat(readme).contains("(" + name + ")"));
        }
    }

    @Test
    void theClassesOfTheArchitectureAreThere() throws IOException {
        Set<String> files = new HashSet<>();
        try (Stream<Path> all = Files.walk(ROOT, 30)) {
            all.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java")).forEach(files::add);
        }
        Matcher names = NAME.matcher(Files.readString(ROOT.resolve("docs").resolve("ARCHITECTURE.md")));
        int count = 0;
        while (names.find()) {
            assertThat(files).as("a class that ARCHITECTURE.md names").contains(names.group(1) + ".java");
            count++;
        }
        assertThat(count).isGreaterThan(15);
    }

    @Test
    void theToursClassesAreTheFilesItLinksTo() throws IOException {
        Matcher classes = CLASS.matcher(Files.readString(ROOT.resolve("docs").resolve("TOUR.md")));
        int count = 0;
        while (classes.find()) {
            assertThat(classes.group(2)).endsWith("/" + classes.group(1) + ".java");
            count++;
        }
        assertThat(count).isGreaterThan(40);
    }

    /** What the authors' guide shows stands so in the examples; {@code …} alone on a line is what the page leaves out. */
    @Test
    void theCodeOfTheAuthorsGuideIsThatOfTheExamples() throws IOException {
        Map<String, String> endings = Map.of("c", "c", "js", "js", "ts", "ts", "rust", "rs", "java", "java", "wit", "wit", "sh", "sh");
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String ending = file.toString().substring(file.toString().lastIndexOf('.') + 1);
                if (endings.containsValue(ending)) {
                    sources.merge(ending, Files.readString(file) + "\n", String::concat);
                }
            }
        }
        Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve("docs").resolve("AUTHORS.md")));
        Set<String> seen = new HashSet<>();
        while (blocks.find()) {
            String ending = endings.get(blocks.group(1));
            if (ending != null) {
                seen.add(ending);
                assertThat(blocks.group(2).split("(?m)^…\n")).as(blocks.group(1))
                        .allSatisfy(part -> assertThat(sources.get(ending)).contains(part));
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(endings.values());
    }
}
