package arcella.feature;

import arcella.error.ErrorCode;

/** The failures of features. */
public enum FeatureError implements ErrorCode {
    /** A feature's JSON that does not read. */
    BAD_FEATURE(2401),
    /** A variable that has no value, or that no feature has. */
    VARIABLE(2402),
    /** No such feature, or several. */
    UNKNOWN_FEATURE(2403),
    /** The feature is installed already. */
    ALREADY_INSTALLED(2404),
    /** Something is there already, and not as the feature has it. */
    CONFLICT(2405),
    /** A bundle or module that a feature names cannot be found, or is none. */
    ARTIFACT(2406),
    /** A step of an install failed, and the steps before it were taken back. */
    INSTALL_FAILED(2407),
    /** Other features need it. */
    IN_USE(2408),
    /** A feature asks for something that this release does not have. */
    NOT_SUPPORTED(2409),
    /** The file that says what is installed does not read. */
    STATE_DAMAGED(2410),
    /** The features' folder cannot be written. */
    STORE_WRITE(2411),
    /** The feature is a part of the container. */
    BUILT_IN(2412),
    /** A repository of features that cannot be read, or that is not known. */
    REPOSITORY(2413),
    /** Something of a feature could not be taken away. */
    NOT_REMOVED(2414),
    /** A feature in {@code deploy/} that brings what only a standing grant lets come that way. */
    NOT_GRANTED(2415);

    private final int number;

    FeatureError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
