package arcella.command.line;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.command.Parameter;
import arcella.command.VerbSpec;

/**
 * What may stand at the end of a command line that is not finished.
 *
 * @param candidates the words that fit, in order
 * @param files whether names of files fit, too
 * @param text whether anything may stand there
 */
public record Completion(List<Candidate> candidates, boolean files, boolean text) {

    /** Knows the names of things in the container. */
    public interface Names {

        /**
         * The names of one kind.
         *
         * @param what as in {@link Parameter.Reference}
         * @param before the arguments that stand before it, without options
         */
        List<String> of(String what, List<String> before);
    }

    /**
     * One word that fits.
     *
     * @param value the whole word
     * @param help what it means, empty if nothing is known
     * @param finished whether a blank follows; {@code --name=} and {@code name(} go on
     */
    public record Candidate(String value, String help, boolean finished) {}

    public Completion {
        candidates = List.copyOf(candidates);
    }

    /**
     * Completes the arguments of a verb.
     *
     * @param common options that go with every command
     * @param names the names of things, for {@link Parameter.Reference} and {@link Parameter.NameOrPath}
     * @param words the finished words behind the verb's name
     * @param partial the beginning of the word to complete, empty for a new one
     */
    public static Completion ofArguments(
            VerbSpec spec,
            List<Parameter> common,
            Names names,
            List<String> words,
            String partial) {
        List<Parameter> options = new ArrayList<>();
        List<Parameter> places = new ArrayList<>();
        for (Parameter parameter : spec.parameters()) {
            (parameter.positional() ? places : options).add(parameter);
        }
        for (Parameter parameter : common) {
            if (spec.parameter(parameter.name()).isEmpty()) {
                options.add(parameter);
            }
        }
        List<String> placed = new ArrayList<>();
        boolean ended = false;
        List<Parameter> given = new ArrayList<>();
        Parameter waiting = null;
        for (String word : words) {
            if (waiting != null) {
                waiting = null;
            } else if (ended || word.length() < 2 || word.charAt(0) != '-') {
                placed.add(word);
            } else if (word.equals("--")) {
                ended = true;
            } else {
                Parameter option = option(options, word);
                if (option != null) {
                    given.add(option);
                    waiting = option.kind() instanceof Parameter.Flag || word.indexOf('=') >= 0 ? null : option;
                }
            }
        }
        int place = placed.size();
        Answer answer = new Answer(names, placed);
        int equals = partial.indexOf('=');
        if (waiting != null) {
            answer.values(waiting, "", partial);
        } else if (!ended && partial.startsWith("--") && equals > 0) {
            Parameter option = option(options, partial);
            if (option != null) {
                answer.values(option, partial.substring(0, equals + 1), partial.substring(equals + 1));
            }
        } else if (!ended && partial.startsWith("-")) {
            answer.options(options, given, partial);
        } else {
            Parameter next = place < places.size() ? places.get(place)
                    : !places.isEmpty() && places.getLast().repeated() ? places.getLast() : null;
            if (next != null) {
                answer.values(next, "", partial);
            } else if (!ended) {
                answer.options(options, given, partial);
            }
        }
        return new Completion(answer.candidates, answer.files, answer.text);
    }

    /** Completes the first words of a command line written as {@code scope word}, short forms of a scope included. */
    public static List<Candidate> ofNames(List<VerbSpec> specs, String shortScope, List<String> words, String partial) {
        List<Candidate> found = new ArrayList<>();
        if (words.isEmpty()) {
            for (VerbSpec spec : specs) {
                String scope = spec.name().scope();
                if (scope.isEmpty() || scope.equals(shortScope)) {
                    add(found, spec.name().word(), partial, spec.summary());
                }
                if (!scope.isEmpty()) {
                    add(found, scope, partial, "commands of " + scope);
                }
            }
        } else {
            for (VerbSpec spec : specs) {
                if (spec.name().scope().equals(words.getFirst())) {
                    add(found, spec.name().word(), partial, spec.summary());
                }
            }
        }
        found.sort((a, b) -> a.value().compareTo(b.value()));
        return found;
    }

    private static void add(List<Candidate> found, String value, String partial, String help) {
        for (Candidate candidate : found) {
            if (candidate.value().equals(value)) {
                return;
            }
        }
        if (value.startsWith(partial)) {
            found.add(new Candidate(value, help, true));
        }
    }

    private static @Nullable Parameter option(List<Parameter> options, String word) {
        int equals = word.indexOf('=');
        String name = word.startsWith("--") ? word.substring(2, equals < 0 ? word.length() : equals) : "";
        for (Parameter option : options) {
            boolean byLetter = name.isEmpty() && option.shortName().isPresent()
                    && word.charAt(word.length() - 1) == option.shortName().get();
            if (option.name().equals(name) || byLetter) {
                return option;
            }
        }
        return null;
    }

    /** Collects candidates. */
    private static final class Answer {
        private final Names names;
        private final List<String> placed;
        private final List<Candidate> candidates = new ArrayList<>();
        private boolean files;
        private boolean text;

        Answer(Names names, List<String> placed) {
            this.names = names;
            this.placed = placed;
        }

        void options(List<Parameter> options, List<Parameter> given, String partial) {
            for (Parameter option : options) {
                String name = "--" + option.name();
                if (name.startsWith(partial) && (option.repeated() || !given.contains(option))) {
                    candidates.add(new Candidate(name, option.help(), true));
                }
            }
        }

        void values(Parameter parameter, String before, String partial) {
            Parameter.Kind kind = parameter.kind();
            List<String> known = kind instanceof Parameter.Choice(List<String> words) ? words
                    : kind instanceof Parameter.Reference(String what) ? names.of(what, placed)
                    : kind instanceof Parameter.NameOrPath named ? names.of(named.what(), placed)
                    : List.of();
            files |= kind instanceof Parameter.Upload || kind instanceof Parameter.NameOrPath;
            text |= kind instanceof Parameter.Text;
            for (String word : known) {
                if (word.startsWith(partial)) {
                    candidates.add(new Candidate(before + word, "", !word.endsWith("(")));
                }
            }
        }
    }
}
