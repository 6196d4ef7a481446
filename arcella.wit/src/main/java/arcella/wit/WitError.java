package arcella.wit;

import arcella.error.ErrorCode;

/** The failures of this bundle: reading WIT text, component binaries and WAVE values. */
public enum WitError implements ErrorCode {
    /** A name, package name or version is not of the form that WIT asks for. */
    BAD_NAME(6001),
    /** WIT text that does not parse. */
    WIT_SYNTAX(6002),
    /** WIT text that parses but names something that is not there, or twice. */
    WIT_RESOLVE(6003),
    /** A component binary that cannot be decoded. */
    COMPONENT_MALFORMED(6004),
    /** A component binary that decodes but breaks a validation rule. */
    COMPONENT_INVALID(6005),
    /** WAVE text that is not a value of the wanted type. */
    WAVE(6006),
    /** A component whose WIT would be a text far larger than the component. */
    WIT_LIMIT(6007);

    private final int number;

    WitError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
