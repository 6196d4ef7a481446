package arcella.shell.internal.session;

import java.util.Set;

/**
 * Which of the terminals that JLine knows by heart stands for a type. For any other JLine would start the program
 * {@code infocmp} with a name that the caller chose.
 */
final class TerminalTypes {

    private static final Set<String> KNOWN = Set.of(
            "dumb", "dumb-color", "ansi", "xterm", "xterm-256color", "screen", "screen-256color", "rxvt",
            "rxvt-basic", "rxvt-unicode", "rxvt-unicode-256color");

    private TerminalTypes() {}

    static String known(String type) {
        if (KNOWN.contains(type)) {
            return type;
        }
        if (type.isEmpty() || type.equals("unknown")) {
            return "dumb";
        }
        if (type.startsWith("tmux")) {
            return type.endsWith("-256color") ? "screen-256color" : "screen";
        }
        if (type.startsWith("linux") || type.startsWith("vt")) {
            return "ansi";
        }
        return "xterm-256color";
    }
}
