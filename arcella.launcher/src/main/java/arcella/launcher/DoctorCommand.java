package arcella.launcher;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import arcella.command.Data;
import arcella.command.text.Escape;
import arcella.command.text.JsonText;
import arcella.command.text.Wrap;
import arcella.error.ArcellaException;
import arcella.launcher.doctor.ConfigCheck;
import arcella.launcher.doctor.Finding;
import arcella.launcher.doctor.HomeChecks;
import arcella.launcher.doctor.MachineChecks;

/**
 * {@code arcella doctor}, and {@code arcella-cli doctor} likewise: looks at the machine and a home, changes nothing, and
 * says what to do. Needs no daemon.
 */
final class DoctorCommand {

    private static final String HELP = """
            Usage: arcella-cli [--home DIR] doctor [--output table|json]

            Looks at Java, the kernel's means to seal workers, memory, disk, the home, its
            daemon, its configuration and the AOT caches, and says what to do about what is
            not well. Changes nothing, and needs no daemon.

            Exit codes: 0 nothing has to be mended, 1 something has to, 2 usage.
            """;

    /** Where what was found begins, behind the verdict and what was looked at. */
    private static final int INDENT = 17;

    private final Home home;
    private final Distribution distribution;

    private DoctorCommand(Home home, Distribution distribution) {
        this.home = home;
        this.distribution = distribution;
    }

    /** Looks, and prints what it found; the exit code. */
    static int run(Home home, Distribution distribution, List<String> words, PrintStream out)
            throws InterruptedException {
        if (Usage.asked(words)) {
            out.print(HELP);
            return 0;
        }
        boolean json = json(words);
        List<Finding> findings = new DoctorCommand(home, distribution).findings();
        if (json) {
            out.println(JsonText.indented(Data.items(findings.stream().<Data>map(Finding::data).toList())));
        } else {
            int columns = columns(System.getenv());
            findings.forEach(finding -> print(finding, columns, out));
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL) ? 1 : 0;
    }

    /** Whether a command line is one of doctor's, and wants what it says as JSON, failures too. */
    static boolean asksForJson(List<String> args) {
        int doctor = args.indexOf("doctor");
        List<String> words = doctor < 0 ? List.of() : args.subList(doctor + 1, args.size());
        for (String option : List.of("-o", "--output")) {
            int at = words.indexOf(option);
            if (at >= 0 && at + 1 < words.size() && words.get(at + 1).equals("json")) {
                return true;
            }
        }
        return words.contains("--output=json");
    }

    private static boolean json(List<String> words) {
        String output = switch (words.size()) {
            case 0 -> "table";
            case 1 -> words.getFirst().startsWith("--output=") ? words.getFirst().substring("--output=".length()) : "";
            case 2 -> words.getFirst().equals("--output") || words.getFirst().equals("-o") ? words.get(1) : "";
            default -> "";
        };
        return switch (output) {
            case "table", "wide" -> false;
            case "json" -> true;
            default -> throw new ArcellaException(LauncherError.USAGE, "doctor does not understand '"
                    + String.join(" ", words) + "'", "see 'arcella-cli doctor --help'");
        };
    }

    private static void print(Finding finding, int columns, PrintStream out) {
        StringBuilder text = new StringBuilder(String.format("%-4s  %-9s  ", finding.verdict().word(), finding.check()));
        Wrap.hanging(text, Escape.line(finding.text()), INDENT, columns);
        if (!finding.remedy().isEmpty()) {
            text.append(" ".repeat(INDENT));
            Wrap.hanging(text, Escape.line("-> " + finding.remedy()), INDENT, columns);
        }
        out.print(text);
    }

    /** The width of the terminal, which the start script tells as rows and columns if there is one. */
    private static int columns(Map<String, String> environment) {
        Matcher size = Pattern.compile("\\d{1,5} (\\d{1,5})").matcher(environment.getOrDefault("ARCELLA_SIZE", ""));
        int columns = size.matches() ? Integer.parseInt(size.group(1)) : 0;
        return columns == 0 ? Integer.MAX_VALUE : Math.max(columns, 2 * INDENT);
    }

    private List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(MachineChecks.all(home.path()));
        boolean runs = runs();
        findings.addAll(HomeChecks.all(home.path(), runs));
        findings.add(daemon(runs));
        findings.add(ConfigCheck.of(home.path(), System.getenv()));
        findings.add(new AotCheck(home, distribution).finding());
        return findings;
    }

    private boolean runs() {
        try {
            return home.taken();
        } catch (ArcellaException e) {
            // Whoever may not look into the home hears that as its own finding.
            return false;
        }
    }

    private Finding daemon(boolean runs) {
        Path socket;
        OptionalLong answers;
        try {
            socket = DaemonClient.socket(home);
            answers = DaemonClient.greeting(home);
        } catch (ArcellaException e) {
            return Finding.fail("daemon", e.what(), e.remedy());
        }
        String holder = Files.isReadable(home.lockFile()) ? home.holder().map(pid -> "process " + pid).orElse("a process") : "";
        if (answers.isPresent()) {
            return Finding.ok("daemon", "process " + answers.getAsLong() + " answers on " + socket);
        }
        if (runs) {
            return Finding.fail("daemon", holder + " has the home and does not answer on " + socket,
                    "look into " + home.logFile() + "; 'arcella stop' ends it");
        }
        return Files.exists(socket)
                ? Finding.warn("daemon", "none runs; " + socket + " was left by one that was killed", "'arcella start' replaces it")
                : Finding.ok("daemon", "none runs; 'arcella start' starts one");
    }
}
