package arcella.it.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The way in: runs every converted script below a folder and prints a line for each and the sum last. See
 * {@code conformance.sh} for how to call it.
 */
public final class Conformance {

    private final Runner.Factory runners;
    private final boolean verbose;
    private final PrintStream out;
    private final Tally sum = new Tally();
    private int unreasoned;
    private final Map<String, Tally> folders = new TreeMap<>();
    private final Map<String, Integer> skippedFor = new TreeMap<>();

    Conformance(Runner.Factory runners, boolean verbose, PrintStream out) {
        this.runners = runners;
        this.verbose = verbose;
        this.out = out;
    }

    /** Runs the scripts below the folder that is given, and exits with 1 if anything failed, with 2 if it could not begin. */
    public static void main(String[] args) throws IOException {
        List<String> folders = new ArrayList<>(List.of(args));
        boolean verbose = folders.remove("--verbose");
        if (folders.size() != 1 || folders.getFirst().startsWith("-")) {
            System.err.println("usage: conformance.sh [--verbose] DIR");
            System.exit(2);
        }
        Path folder = Path.of(folders.getFirst());
        if (!Files.isDirectory(folder)) {
            System.err.println("conformance: no folder " + folder + "; give one with scripts that were converted to JSON");
            System.exit(2);
        }
        boolean good = new Conformance(script -> new RunningRunner(), verbose, System.out).run(folder);
        System.exit(good ? 0 : 1);
    }

    /** Runs everything below a folder; false if something failed or there is nothing to run. */
    boolean run(Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.filter(path -> path.toString().endsWith(".json")).sorted().toList();
        }
        int scripts = 0;
        for (Path file : files) {
            try {
                Optional<Script> script = Script.read(file, mapper);
                if (script.isPresent()) {
                    scripts++;
                    run(script.get());
                }
            } catch (IOException e) {
                scripts++;
                sum.failed++;
                out.println(file + ": FAILED, the script cannot be read: " + firstLine(e));
            }
        }
        if (scripts == 0) {
            out.println("no scripts below " + folder);
        }
        if (unreasoned > 0) {
            out.println("assertions whose script names no reason: " + unreasoned);
        }
        folders.forEach((name, tally) -> out.println("folder " + name + ": " + tally));
        skippedFor.forEach((feature, count) -> out.println("skipped for want of " + feature + ": " + count));
        out.println(sum);
        return scripts > 0 && sum.failed == 0;
    }

    private void run(Script script) {
        Runner runner = runners.forScript(script);
        Tally tally = new Tally();
        List<String> reasons = new ArrayList<>();
        for (Directive directive : script.directives()) {
            if (directive.type().startsWith("assert_") && directive.expected().filter(String::isEmpty).isPresent()) {
                unreasoned++;
            }
            switch (outcome(runner, directive)) {
                case Outcome.Passed passed -> tally.passed++;
                case Outcome.Failed failed -> {
                    tally.failed++;
                    reasons.add("  FAILED line " + directive.line() + " " + directive.type() + ": " + failed.reason());
                }
                case Outcome.Skipped skipped -> {
                    tally.skipped++;
                    skippedFor.merge(skipped.feature(), 1, Integer::sum);
                    reasons.add("  SKIPPED line " + directive.line() + " " + directive.type() + ": for want of "
                            + skipped.feature());
                }
            }
        }
        out.println(script.source() + ": " + tally);
        if (verbose) {
            reasons.forEach(out::println);
        }
        sum.add(tally);
        int slash = script.source().lastIndexOf('/');
        folders.computeIfAbsent(slash < 0 ? "." : script.source().substring(0, slash), folder -> new Tally()).add(tally);
    }

    /** A directive whose file is missing fails; those after it are still tried. */
    private static Outcome outcome(Runner runner, Directive directive) {
        try {
            return runner.run(directive);
        } catch (IOException e) {
            return new Outcome.Failed("cannot be read: " + e.getClass().getSimpleName() + " " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static final class Tally {
        private int passed;
        private int failed;
        private int skipped;

        void add(Tally other) {
            passed += other.passed;
            failed += other.failed;
            skipped += other.skipped;
        }

        @Override
        public String toString() {
            return passed + " passed, " + failed + " failed, " + skipped + " skipped";
        }
    }
}
