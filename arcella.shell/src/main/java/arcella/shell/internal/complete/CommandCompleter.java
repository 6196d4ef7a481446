package arcella.shell.internal.complete;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import arcella.command.Role;
import arcella.command.VerbSpec;
import arcella.command.line.Completion;
import arcella.shell.internal.gogo.ShellAccess;
import arcella.shell.internal.gogo.VerbFunction;

/**
 * Completes commands, and their options, values, names of things and files from the same descriptions that read and
 * explain them.
 */
public final class CommandCompleter implements Completer {

    private final ShellAccess shell;
    private final Supplier<Set<String>> wholeNames;
    private final Supplier<Set<String>> shortNames;

    /**
     * @param wholeNames all names {@code scope:word}
     * @param shortNames all short names that mean one command
     */
    public CommandCompleter(ShellAccess shell, Supplier<Set<String>> wholeNames, Supplier<Set<String>> shortNames) {
        this.shell = shell;
        this.wholeNames = wholeNames;
        this.shortNames = shortNames;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words().subList(0, line.wordIndex());
        String partial = line.word().substring(0, line.wordCursor());
        if (words.isEmpty()) {
            commands(partial, candidates);
            return;
        }
        boolean admin = shell.caller().role() == Role.ADMIN;
        if (admin && List.of(">", ">>", "<").contains(words.getLast())) {
            Paths.complete(shell.folder(), partial, candidates);
            return;
        }
        Optional<VerbSpec> spec = shell.describe(words.getFirst());
        if (spec.isEmpty() || !shell.caller().role().covers(spec.get().role())) {
            return;
        }
        boolean[] files = new boolean[1];
        Completion completion = Completion.ofArguments(
                spec.get(), VerbFunction.COMMON, (what, before) -> names(what, before, files), words.subList(1, words.size()), partial);
        for (Completion.Candidate candidate : completion.candidates()) {
            candidates.add(candidate(candidate.value(), candidate.help(), candidate.finished()));
        }
        if (admin && (completion.files() || files[0])) {
            Paths.complete(shell.folder(), partial, candidates);
        }
    }

    private List<String> names(String what, List<String> before, boolean[] files) {
        return switch (what) {
            case "file" -> {
                files[0] = true;
                yield List.of();
            }
            case "command" -> List.copyOf(wholeNames.get());
            default -> shell.catalogue().names().names(what, before);
        };
    }

    private void commands(String partial, List<Candidate> candidates) {
        for (String name : wholeNames.get()) {
            candidates.add(candidate(name, help(name), true));
        }
        // With nothing typed the short names would only double the list.
        if (!partial.isEmpty() && !partial.contains(":")) {
            for (String name : shortNames.get()) {
                if (!wholeNames.get().contains(name)) {
                    candidates.add(candidate(name, help(name), true));
                }
            }
        }
    }

    private String help(String name) {
        return shell.describe(name).map(VerbSpec::summary).orElse("");
    }

    private static Candidate candidate(String value, String help, boolean finished) {
        return new Candidate(value, value, null, help.isEmpty() ? null : help, null, null, finished);
    }
}
