package arcella.wasi.preview2.logging;

/** The enum {@code level} of {@code wasi:logging/logging}, least serious first. */
public enum Level {
    /** The flow of control and the values of variables. */
    TRACE,
    /** For whoever debugs the program. */
    DEBUG,
    /** For whoever watches the program. */
    INFO,
    /** Something hazardous. */
    WARN,
    /** A serious error. */
    ERROR,
    /** A fatal error. */
    CRITICAL
}
