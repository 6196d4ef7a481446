package arcella.wasi.http;

import java.util.List;
import java.util.Optional;

import arcella.wasi.io.Pollable;

/**
 * The body of a message as it arrives. Nothing is read from the network but what is asked for. Used by one thread at a
 * time.
 */
public interface IncomingBody {

    /**
     * Takes bytes that are there, without waiting.
     *
     * @param length more than zero
     * @return how many; 0 if there are none yet, -1 at the end
     */
    int read(byte[] target, int offset, int length) throws HttpException;

    /** Ready when {@link #read} answers something other than 0, or fails. */
    Pollable readable();

    /** Reads what is left of the body and forgets it, on threads of its own; nobody reads any more. */
    void drain();

    /** Ready when {@link #trailers()} answers, or fails. */
    Pollable complete();

    /**
     * The trailers, once the whole message is there.
     *
     * @return empty if it is not yet; an empty list if it has none
     */
    Optional<List<Field>> trailers() throws HttpException;

    /** Gives up what has not arrived yet. Does nothing if all has. */
    void abort();
}
