package arcella.cli;

import arcella.error.ErrorCode;

/** The failures of {@code arcella-cli} itself; those of the connection are of ALME's client. */
enum CliError implements ErrorCode {
    /** What was to be printed could not be written. */
    OUTPUT(3101);

    private final int number;

    CliError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
