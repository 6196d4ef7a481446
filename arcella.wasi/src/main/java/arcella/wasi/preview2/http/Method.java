package arcella.wasi.preview2.http;

import java.util.Locale;
import java.util.Objects;

/** The variant {@code method}. */
public sealed interface Method {

    /** {@code GET}. */
    record Get() implements Method {}

    /** {@code HEAD}. */
    record Head() implements Method {}

    /** {@code POST}. */
    record Post() implements Method {}

    /** {@code PUT}. */
    record Put() implements Method {}

    /** {@code DELETE}. */
    record Delete() implements Method {}

    /** {@code CONNECT}. */
    record Connect() implements Method {}

    /** {@code OPTIONS}. */
    record Options() implements Method {}

    /** {@code TRACE}. */
    record Trace() implements Method {}

    /** {@code PATCH}. */
    record Patch() implements Method {}

    /** Any other, as it is written. */
    record Other(String name) implements Method {
        /** Refuses null. */
        public Other {
            Objects.requireNonNull(name, "name");
        }
    }

    /** As it stands in a message. */
    default String text() {
        return this instanceof Other other ? other.name() : getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** As the variant has it: those that have a case of their own are never {@link Other}. */
    static Method of(String text) {
        return switch (text) {
            case "GET" -> new Get();
            case "HEAD" -> new Head();
            case "POST" -> new Post();
            case "PUT" -> new Put();
            case "DELETE" -> new Delete();
            case "CONNECT" -> new Connect();
            case "OPTIONS" -> new Options();
            case "TRACE" -> new Trace();
            case "PATCH" -> new Patch();
            default -> new Other(text);
        };
    }
}
