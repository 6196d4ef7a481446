package arcella.launcher;

import arcella.error.ErrorCode;

/**
 * The failures of starting Arcella. 5001 to 5004 are said by scripts: no JDK, no Maven, the build failed, no JDK to build
 * with.
 */
enum LauncherError implements ErrorCode {
    /** The command line of {@code arcella} is not understood. */
    USAGE(5010),
    /** The home cannot be created or written. */
    HOME(5011),
    /** Another daemon runs on this home. */
    ALREADY_RUNNING(5012),
    /** No daemon runs on this home. */
    NOT_RUNNING(5013),
    /** The framework or one of its bundles did not start. */
    BOOT(5014),
    /** The background daemon ended before it answered. */
    DAEMON_DIED(5015),
    /** A file named on the command line cannot be read. */
    FILE(5016),
    /** The daemon did not stop in time. */
    STOP(5017),
    /** {@code arcella run} was given a component that is no command. */
    NOTHING_TO_RUN(5018),
    /** A daemon holds this home, and nobody listens at its socket. */
    NO_SOCKET(5019),
    /** What was to be printed could not be written. */
    OUTPUT(5020),
    /** The container does not start with what features want of the framework. */
    FEATURE_PROPERTIES(5021);

    private final int number;

    LauncherError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
