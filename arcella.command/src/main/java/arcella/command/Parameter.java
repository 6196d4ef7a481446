package arcella.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One argument or option of a verb.
 *
 * @param name kebab-case; options are written {@code --name}
 * @param kind what values it takes
 * @param help one line, no final stop
 * @param positional written by place rather than as {@code --name}
 * @param required an error if absent
 * @param repeated may be given more than once; a positional one takes all that is left
 * @param shortName a letter for {@code -x}, options only
 */
public record Parameter(
        String name,
        Kind kind,
        String help,
        boolean positional,
        boolean required,
        boolean repeated,
        Optional<Character> shortName) {

    /** What values a parameter takes, how they are checked and completed. */
    public sealed interface Kind {}

    /** Present or absent; takes no value. */
    public record Flag() implements Kind {}

    /**
     * Any text.
     *
     * @param label the value's name in help, such as {@code NAME}
     */
    public record Text(String label) implements Kind {}

    /**
     * A whole number.
     *
     * @param min the least, inclusive
     * @param max the greatest, inclusive
     */
    public record Whole(long min, long max) implements Kind {}

    /** One of a fixed set of words. */
    public record Choice(List<String> words) implements Kind {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /**
     * The name of something that exists in the container, completed through {@link Candidates}.
     *
     * @param what what it names, such as {@code module} or {@code bundle}
     */
    public record Reference(String what) implements Kind {}

    /**
     * The name of something that exists in the container, or a path, which the client makes whole before it sends it.
     *
     * @param what what it names, as in {@link Reference}
     * @param suffixes how a path ends that has no slash; empty if every word is a path
     * @param upload the upload parameter as which the client sends the content, too; empty if none
     * @param sent how the paths end whose content is sent
     */
    public record NameOrPath(String what, List<String> suffixes, String upload, String sent) implements Kind {
        private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

        public NameOrPath {
            suffixes = List.copyOf(suffixes);
        }

        /** Whether a word is a path, or a {@code file:} URL, which is one; other URLs are left to the container. */
        public boolean isPath(String word) {
            return word.startsWith("file:") || !SCHEME.matcher(word).lookingAt()
                    && (suffixes.isEmpty() || word.indexOf('/') >= 0 || suffixes.stream().anyMatch(word::endsWith));
        }

        /** Whether the content of what a word names is sent, too. */
        public boolean isSent(String word) {
            return !upload.isEmpty() && isPath(word) && word.endsWith(sent);
        }
    }

    /**
     * A file that the client reads and whose content travels with the request: the container opens no path on a
     * client's behalf. In {@link Arguments} its value is the file's own name (no folders).
     *
     * @param beside another upload, in whose file's folder a file is looked for where this one is not given; empty if
     *     none
     * @param besides names of the files to look for there, in order, the first found is sent; {@code {stem}} stands for
     *     the other file's name without its suffix
     */
    public record Upload(String beside, List<String> besides) implements Kind {
        public Upload {
            besides = List.copyOf(besides);
        }
    }

    public Parameter {
        if (!VerbName.isKebab(name)) {
            throw new IllegalArgumentException("not a parameter name: " + name);
        }
        if (positional && kind instanceof Flag) {
            throw new IllegalArgumentException("a flag has no place: " + name);
        }
    }

    /** A required positional argument. */
    public static Parameter argument(String name, Kind kind, String help) {
        return new Parameter(name, kind, help, true, true, false, Optional.empty());
    }

    /** An optional positional argument. */
    public static Parameter optionalArgument(String name, Kind kind, String help) {
        return new Parameter(name, kind, help, true, false, false, Optional.empty());
    }

    /** An optional {@code --name VALUE}. */
    public static Parameter option(String name, Kind kind, String help) {
        return new Parameter(name, kind, help, false, false, false, Optional.empty());
    }

    /** A {@code --name} without a value. */
    public static Parameter flag(String name, String help) {
        return new Parameter(name, new Flag(), help, false, false, false, Optional.empty());
    }

    /** This one, allowed more than once. */
    public Parameter many() {
        return new Parameter(name, kind, help, positional, required, true, shortName);
    }

    /** This one, also as {@code -letter}. */
    public Parameter letter(char letter) {
        return new Parameter(name, kind, help, positional, required, repeated, Optional.of(letter));
    }
}
