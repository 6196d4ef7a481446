package arcella.command.line;

import arcella.command.CommandError;

/** What a program tells the shell that ran it. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Asked rightly, but it could not be done. */
    FAILED(1),
    /** The command line does not fit: unknown command or option, missing or wrong value. */
    USAGE(2),
    /** No daemon answers. */
    NO_DAEMON(3);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The process's exit status. */
    public int status() {
        return status;
    }

    /** The exit code of a failure with the given {@link arcella.error.ErrorCode#number()}. */
    public static ExitCode of(int number) {
        return number == CommandError.UNKNOWN_VERB.number()
                        || number == CommandError.USAGE.number()
                        || number == CommandError.BAD_VALUE.number()
                ? USAGE : FAILED;
    }
}
