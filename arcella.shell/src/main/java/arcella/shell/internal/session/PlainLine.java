package arcella.shell.internal.session;

import java.util.ArrayList;
import java.util.List;

import arcella.command.Caller;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * A command line of somebody who is no admin: commands with their words, pipes between them, and {@code ;}. Nothing of it
 * reaches Gogo's own parser, whose language can call any method of any object: the words become values.
 *
 * @param chains the pipelines, one after the other; each of its commands is a list of words, the name first
 */
record PlainLine(List<List<List<String>>> chains) {

    private static final String LANGUAGE = "$(){}[]<>&`~";

    PlainLine {
        chains = List.copyOf(chains);
    }

    /**
     * Reads a line. Words are apart by blanks; {@code '…'} is text as it stands, in {@code "…"} and outside of quotes a
     * backslash takes the next character as it is, and a word that begins with {@code #} ends the line.
     *
     * @throws ArcellaException {@link ShellError#NOT_FOR_ROLE} where it has more of the language, {@link ShellError#SYNTAX}
     *     where it has no end
     */
    static PlainLine of(String line, Caller caller) {
        Reader reader = new Reader(line, caller);
        reader.read();
        return new PlainLine(reader.chains);
    }

    /** Reads one line. */
    private static final class Reader {
        private final String line;
        private final Caller caller;
        private final List<List<List<String>>> chains = new ArrayList<>();
        private List<List<String>> chain = new ArrayList<>();
        private List<String> command = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;

        Reader(String line, Caller caller) {
            this.line = line;
            this.caller = caller;
        }

        private void read() {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '#' && !inWord) {
                    int end = line.indexOf('\n', i);
                    i = (end < 0 ? line.length() : end) - 1;
                } else if (c == '\'' || c == '"') {
                    i = quoted(i + 1, c);
                } else if (c == '\\') {
                    if (++i == line.length()) {
                        throw syntax("nothing stands behind the \\ at its end");
                    }
                    add(line.charAt(i));
                } else if (c == '|') {
                    endCommand(true);
                } else if (c == ';' || c == '\n') {
                    endChain();
                } else if (Character.isWhitespace(c)) {
                    endWord();
                } else if (LANGUAGE.indexOf(c) >= 0) {
                    throw new ArcellaException(
                            ShellError.NOT_FOR_ROLE,
                            "'" + c + "' belongs to the shell's language, which is for admins, and " + caller.user() + " has the role "
                                    + caller.role().word(),
                            "commands, | and ; are for everybody; text is put between ' and '");
                } else {
                    add(c);
                }
            }
            endChain();
        }

        private void add(char c) {
            word.append(c);
            inWord = true;
        }

        private int quoted(int from, char quote) {
            inWord = true;
            for (int i = from; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == quote) {
                    return i;
                }
                if (c == '\\' && quote == '"' && i + 1 < line.length()) {
                    c = line.charAt(++i);
                }
                word.append(c);
            }
            throw syntax("a " + quote + " has no end");
        }

        private void endWord() {
            if (inWord) {
                command.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }

        private void endCommand(boolean more) {
            endWord();
            if (command.isEmpty() && (more || !chain.isEmpty())) {
                throw syntax("a | has no command beside it");
            }
            if (!command.isEmpty()) {
                chain.add(command);
                command = new ArrayList<>();
            }
        }

        private void endChain() {
            endCommand(false);
            if (!chain.isEmpty()) {
                chains.add(List.copyOf(chain));
                chain = new ArrayList<>();
            }
        }

        private static ArcellaException syntax(String why) {
            return new ArcellaException(ShellError.SYNTAX, "the command line cannot be read: " + why, "see help");
        }
    }
}
