package arcella.command;

import arcella.error.ErrorCode;

/** The failures of reading and calling verbs. */
public enum CommandError implements ErrorCode {
    /** No verb of that name. */
    UNKNOWN_VERB(8001),
    /** An option or argument that the verb does not have, or a missing or surplus one. */
    USAGE(8002),
    /** A value that its parameter does not take. */
    BAD_VALUE(8003),
    /** The caller's role does not cover the verb. */
    FORBIDDEN(8004),
    /** A verb failed in a way that it did not foresee. */
    UNEXPECTED(8005),
    /** A file that should be sent cannot be read. */
    FILE(8006),
    /** The description of a verb does not have the shape that this version understands. */
    BAD_SPEC(8007);

    private final int number;

    CommandError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
