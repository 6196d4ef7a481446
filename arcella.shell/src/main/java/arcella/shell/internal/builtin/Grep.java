package arcella.shell.internal.builtin;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import arcella.command.Arguments;
import arcella.command.Parameter;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.text.LastLines;

/** {@code grep}: prints matching lines as they come, so that it also filters a stream that does not end. */
final class Grep {

    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final Call call;
    private final Pattern pattern;
    private final boolean invert;
    private final boolean count;
    private final boolean quiet;
    private final boolean numbers;
    private final boolean named;
    private final int before;
    private final int after;
    private final boolean colours;
    private long matches;

    private Grep(Call call, Arguments arguments) {
        this.call = call;
        this.pattern = pattern(arguments);
        this.invert = arguments.flag("invert-match");
        this.count = arguments.flag("count");
        this.quiet = arguments.flag("quiet");
        this.numbers = arguments.flag("line-number");
        this.named = arguments.texts("file").size() > 1;
        long around = arguments.whole("context").orElse(0L);
        this.before = Math.toIntExact(arguments.whole("before-context").orElse(around));
        this.after = Math.toIntExact(arguments.whole("after-context").orElse(around));
        this.colours = switch (arguments.optionalText("color").orElse("auto")) {
            case "always" -> true;
            case "never" -> false;
            default -> call.shell().screen(call.process()).colours();
        };
    }

    static Builtin builtin() {
        Parameter.Whole lines = new Parameter.Whole(0, 10_000);
        return new Builtin(
                Builtins.spec("grep", "Prints the lines that match",
                        "Lines are printed as they come: grep also filters a stream that goes on. One that finds nothing fails"
                                + " nothing, but is a no for if, && and ||.",
                        List.of(
                                Parameter.argument("pattern", new Parameter.Text("PATTERN"), "a regular expression"),
                                Builtins.files("the files; the pipe if absent"),
                                Parameter.flag("ignore-case", "capitals are as good as small letters").letter('i'),
                                Parameter.flag("invert-match", "the lines that do not match").letter('v'),
                                Parameter.flag("fixed-strings", "the pattern is plain text").letter('F'),
                                Parameter.flag("word-regexp", "whole words only").letter('w'),
                                Parameter.flag("line-regexp", "whole lines only").letter('x'),
                                Parameter.flag("count", "only how many lines match").letter('c'),
                                Parameter.flag("quiet", "prints nothing, and ends with the first match: for if, && and ||").letter('q'),
                                Parameter.flag("line-number", "with the lines' numbers").letter('n'),
                                Parameter.option("before-context", lines, "so many lines before, too").letter('B'),
                                Parameter.option("after-context", lines, "so many lines behind, too").letter('A'),
                                Parameter.option("context", lines, "so many lines around, too").letter('C'),
                                Parameter.option("color", new Parameter.Choice(List.of("auto", "always", "never")),
                                        "what matches is red; auto: on the screen, where it has colours")),
                        "module:list | grep -i active", "module:list | grep -q Failed && echo look"),
                call -> {
                    Arguments arguments = call.arguments();
                    new Grep(call, arguments).run(arguments.texts("file"));
                    return null;
                });
    }

    private static Pattern pattern(Arguments arguments) {
        String text = arguments.text("pattern");
        String expression = arguments.flag("fixed-strings") ? Pattern.quote(text) : text;
        if (arguments.flag("word-regexp")) {
            expression = "\\b(?:" + expression + ")\\b";
        }
        if (arguments.flag("line-regexp")) {
            expression = "^(?:" + expression + ")$";
        }
        try {
            return Pattern.compile(
                    expression, arguments.flag("ignore-case") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (PatternSyntaxException e) {
            throw new ArcellaException(
                    ShellError.BAD_USE,
                    "'" + text + "' is no regular expression: " + e.getDescription(),
                    "use --fixed-strings for plain text",
                    e);
        }
    }

    private void run(List<String> files) throws IOException {
        TextSources.each(call, files, (name, text) -> {
            String prefix = named ? name + ":" : "";
            long[] state = new long[2];
            long matchesBefore = matches;
            if (quiet && matches > 0) {
                return;
            }
            try (LastLines waiting = new LastLines(call.shell().held().share("grep"), before)) {
                TextSources.lines(call, name, text, line -> {
                    state[0]++;
                    String shown = prefix + (numbers ? state[0] + ":" : "");
                    Matcher matcher = pattern.matcher(line);
                    if (matcher.find() != invert) {
                        matches++;
                        if (quiet) {
                            return false;
                        }
                        state[1] = after;
                        if (!count) {
                            waiting.drain(call::line);
                            call.line(shown + (invert ? line : marked(line, matcher)));
                        }
                    } else if (!count && !quiet && state[1] > 0) {
                        state[1]--;
                        call.line(shown + line);
                    } else if (!count && !quiet && before > 0) {
                        waiting.add(shown + line);
                    }
                    return true;
                });
            }
            if (count && !quiet) {
                call.line(prefix + (matches - matchesBefore));
            }
        });
        if (matches == 0) {
            call.process().error(1);
        }
    }

    private String marked(String line, Matcher matcher) {
        if (!colours) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        int end = 0;
        do {
            out.append(line, end, matcher.start());
            if (matcher.end() > matcher.start()) {
                out.append(RED).append(line, matcher.start(), matcher.end()).append(PLAIN);
            }
            end = matcher.end();
        } while (matcher.find());
        return out.append(line, end, line.length()).toString();
    }
}
