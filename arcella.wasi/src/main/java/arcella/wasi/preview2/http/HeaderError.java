package arcella.wasi.preview2.http;

/** The variant {@code header-error}. */
public sealed interface HeaderError {

    /** A name or a value that no message can have. */
    record InvalidSyntax() implements HeaderError {}

    /** A name that is not the guest's to set. */
    record Forbidden() implements HeaderError {}

    /** The fields are not to be changed. */
    record Immutable() implements HeaderError {}
}
