package arcella.shell;

import arcella.error.ErrorCode;

/** The failures of the shell and of the verbs about the framework. */
public enum ShellError implements ErrorCode {
    /** No command of that name. */
    UNKNOWN_COMMAND(8101),
    /** A short name that several commands share. */
    AMBIGUOUS_COMMAND(8102),
    /** A command line that cannot be read. */
    SYNTAX(8103),
    /** A command failed in a way that it did not foresee. */
    COMMAND_FAILED(8104),
    /** A question was to be asked, and there is nobody to answer. */
    NEEDS_CONFIRMATION(8105),
    /** A file that the shell was to read or write. */
    FILE(8106),
    /** A verb that takes over the terminal, called where it cannot. */
    NO_TERMINAL(8107),
    /** Some commands of a script failed. */
    SCRIPT_FAILED(8108),
    /** A line, number or name that a built-in command does not take. */
    BAD_USE(8109),
    /** Something that the caller's role does not cover. */
    NOT_FOR_ROLE(8110),
    /** Closures, aliases or scripts that are nested too deeply, as one is that calls itself. */
    TOO_DEEP(8111),
    /** More commands at once than a session may have threads for. */
    TOO_MANY_COMMANDS(8112),
    /** What a command printed could not be written to the file behind {@code >}. */
    LOST_OUTPUT(8113),
    /** More text than the commands of a session may keep in memory. */
    TOO_MUCH_TEXT(8114),
    /** A line that is longer than any text has. */
    LONG_LINE(8115),
    /** No bundle of that id or name. */
    UNKNOWN_BUNDLE(8120),
    /** A name that several bundles share. */
    AMBIGUOUS_BUNDLE(8121),
    /** A bundle could not be installed. */
    BUNDLE_INSTALL(8122),
    /** A bundle could not be started, stopped, updated or removed. */
    BUNDLE_CHANGE(8123),
    /** A bundle that Arcella itself needs. */
    BUNDLE_PROTECTED(8124),
    /** A filter or interface name that cannot be read. */
    BAD_FILTER(8125),
    /** No service of that id. */
    UNKNOWN_SERVICE(8126),
    /** No DS component of that name. */
    UNKNOWN_COMPONENT(8127),
    /** Declarative Services are not there. */
    NO_COMPONENT_RUNTIME(8128),
    /** The bundles that operators installed could not be written down or read. */
    BUNDLE_STORE(8129);

    private final int number;

    ShellError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
