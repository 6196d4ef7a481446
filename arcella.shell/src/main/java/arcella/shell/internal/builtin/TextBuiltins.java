package arcella.shell.internal.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import arcella.command.Arguments;
import arcella.command.Parameter;
import arcella.shell.internal.text.HeldText;
import arcella.shell.internal.text.LastLines;

/** Commands on text, most useful behind a pipe. */
final class TextBuiltins {

    private TextBuiltins() {}

    static List<Builtin> all() {
        Parameter.Whole many = new Parameter.Whole(0, Integer.MAX_VALUE);
        Parameter files = Builtins.files("the files; the pipe if absent");
        return List.of(
                Grep.builtin(),
                new Builtin(Builtins.admin("cat", "Prints files, or what comes through the pipe", "",
                        List.of(files, Parameter.flag("number", "numbers the lines").letter('n')),
                        "cat etc/arcella.toml"), TextBuiltins::cat),
                new Builtin(Builtins.spec("echo", "Prints its arguments",
                        "With -n as the first of them it does not end the line.",
                        List.of(Parameter.optionalArgument("text", new Parameter.Text("TEXT"), "what to print").many()),
                        "echo hello"), TextBuiltins::echo),
                new Builtin(Builtins.spec("head", "Prints the first lines", "-40 as the first word is short for -n 40.",
                        List.of(files, Parameter.option("lines", many, "how many; 10 if absent").letter('n')),
                        "bundle:list --all | head -n 5"), TextBuiltins::head),
                new Builtin(Builtins.spec("tail", "Prints the last lines", "-5 as the first word is short for -n 5.",
                        List.of(files, Parameter.option("lines", many, "how many; 10 if absent").letter('n')),
                        "log:tail | tail -n 5"), TextBuiltins::tail),
                new Builtin(Builtins.spec("wc", "Counts lines, words and bytes", "",
                        List.of(
                                files,
                                Parameter.flag("lines", "lines").letter('l'),
                                Parameter.flag("words", "words").letter('w'),
                                Parameter.flag("bytes", "bytes").letter('c')),
                        "module:list | wc -l"), TextBuiltins::count),
                new Builtin(Builtins.spec("sort", "Sorts lines", "",
                        List.of(
                                files,
                                Parameter.flag("reverse", "the last first").letter('r'),
                                Parameter.flag("numeric-sort", "by the number at the beginning").letter('n'),
                                Parameter.flag("unique", "equal lines once").letter('u'),
                                Parameter.flag("ignore-case", "capitals are as good as small letters").letter('f')),
                        "bundle:list --all | sort -r"), TextBuiltins::sort));
    }

    private static @Nullable Object cat(Call call) throws IOException {
        Arguments arguments = call.arguments();
        boolean numbered = arguments.flag("number");
        int[] number = new int[1];
        TextSources.each(call, arguments.texts("file"), (name, text) -> {
            if (numbered) {
                TextSources.lines(call, name, text, line -> {
                    call.line(String.format("%6d  %s", ++number[0], line));
                    return true;
                });
                return;
            }
            byte[] buffer = new byte[8192];
            for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
                call.process().out().write(buffer, 0, count);
                if (call.process().out().checkError()) {
                    return;
                }
            }
        });
        return null;
    }

    private static @Nullable Object echo(Call call) {
        List<String> words = call.words();
        boolean open = !words.isEmpty() && words.getFirst().equals("-n");
        call.print(String.join(" ", open ? words.subList(1, words.size()) : words) + (open ? "" : "\n"));
        return null;
    }

    /** The arguments of a command that counts lines, whose first word may be the number with a dash before it. */
    private static Arguments counting(Call call) {
        List<String> words = call.words();
        if (words.isEmpty() || !words.getFirst().matches("-\\d+")) {
            return call.arguments(words);
        }
        List<String> written = new ArrayList<>(List.of("-n", words.getFirst().substring(1)));
        written.addAll(words.subList(1, words.size()));
        return call.arguments(written);
    }

    private static @Nullable Object head(Call call) throws IOException {
        Arguments arguments = counting(call);
        long most = arguments.whole("lines").orElse(10L);
        TextSources.each(call, arguments.texts("file"), (name, text) -> {
            long[] left = {most};
            if (most > 0) {
                TextSources.lines(call, name, text, line -> {
                    call.line(line);
                    return --left[0] > 0;
                });
            }
            text.close();
        });
        return null;
    }

    private static @Nullable Object tail(Call call) throws IOException {
        Arguments arguments = counting(call);
        long most = arguments.whole("lines").orElse(10L);
        TextSources.each(call, arguments.texts("file"), (name, text) -> {
            try (LastLines last = new LastLines(call.shell().held().share("tail"), most)) {
                TextSources.lines(call, name, text, line -> {
                    last.add(line);
                    return true;
                });
                last.drain(call::line);
            }
        });
        return null;
    }

    private static @Nullable Object count(Call call) throws IOException {
        Arguments arguments = call.arguments();
        boolean all = !arguments.flag("lines") && !arguments.flag("words") && !arguments.flag("bytes");
        TextSources.each(call, arguments.texts("file"), (name, text) -> {
            long[] counts = counts(text);
            List<String> shown = new ArrayList<>();
            if (all || arguments.flag("lines")) {
                shown.add(Long.toString(counts[0]));
            }
            if (all || arguments.flag("words")) {
                shown.add(Long.toString(counts[1]));
            }
            if (all || arguments.flag("bytes")) {
                shown.add(Long.toString(counts[2]));
            }
            if (!name.isEmpty()) {
                shown.add(name);
            }
            call.line(String.join(" ", shown));
        });
        return null;
    }

    private static long[] counts(InputStream text) throws IOException {
        long lines = 0;
        long words = 0;
        long bytes = 0;
        boolean inWord = false;
        byte[] buffer = new byte[8192];
        for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
            bytes += count;
            for (int i = 0; i < count; i++) {
                boolean blank = buffer[i] >= 0 && buffer[i] <= ' ';
                words += !blank && !inWord ? 1 : 0;
                inWord = !blank;
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return new long[] {lines, words, bytes};
    }

    private static @Nullable Object sort(Call call) throws IOException {
        Arguments arguments = call.arguments();
        Comparator<String> order = arguments.flag("numeric-sort")
                ? Comparator.comparingDouble(TextBuiltins::number).thenComparing(Comparator.naturalOrder())
                : arguments.flag("ignore-case")
                        ? String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder())
                        : Comparator.naturalOrder();
        if (arguments.flag("reverse")) {
            order = order.reversed();
        }
        try (HeldText.Share share = call.shell().held().share("sort")) {
            List<String> lines = TextSources.all(call, arguments.texts("file"), share);
            if (arguments.flag("unique")) {
                TreeSet<String> once = new TreeSet<>(order);
                once.addAll(lines);
                lines = List.copyOf(once);
            } else {
                lines.sort(order);
            }
            lines.forEach(call::line);
        }
        return null;
    }

    private static double number(String line) {
        String text = line.strip();
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || end == 0 && text.charAt(0) == '-'
                || end > 0 && text.charAt(end) == '.')) {
            end++;
        }
        return Optional.of(text.substring(0, end))
                .filter(digits -> digits.matches("-?\\d+(\\.\\d+)?"))
                .map(Double::parseDouble)
                .orElse(0.0);
    }
}
