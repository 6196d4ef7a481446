package arcella.engine.binding;

/**
 * The error of a {@code result}, as an exception: implement it with an exception class, checked or not, and declare
 * that class with {@code throws}. A class that proxies are to throw has a public constructor that takes the payload
 * alone, or no argument where the payload is {@link Unit}.
 *
 * <pre>{@code
 * final class StreamException extends Exception implements WitError<StreamError> {
 *     StreamException(StreamError error) …
 *     public StreamError payload() …
 * }
 * }</pre>
 *
 * @param <E> the payload's Java type; {@link Unit} if the result has none
 */
public interface WitError<E> {

    /** What went wrong. */
    E payload();
}
