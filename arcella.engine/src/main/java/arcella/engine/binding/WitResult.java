package arcella.engine.binding;

import java.util.Objects;

/**
 * A {@code result} as a value, for places where no exception can be thrown, such as within a list.
 *
 * @param <T> the Java type of {@code ok}; {@link Unit} if it has no payload
 * @param <E> the Java type of {@code err}; {@link Unit} if it has no payload
 */
public sealed interface WitResult<T, E> {

    /** It went well. */
    record Ok<T, E>(T value) implements WitResult<T, E> {
        /** Refuses null. */
        public Ok {
            Objects.requireNonNull(value, "value");
        }
    }

    /** It went wrong. */
    record Err<T, E>(E error) implements WitResult<T, E> {
        /** Refuses null. */
        public Err {
            Objects.requireNonNull(error, "error");
        }
    }

    /** {@code ok(value)}. */
    static <T, E> WitResult<T, E> ok(T value) {
        return new Ok<>(value);
    }

    /** {@code err(error)}. */
    static <T, E> WitResult<T, E> err(E error) {
        return new Err<>(error);
    }
}
