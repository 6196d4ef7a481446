package arcella.wasi.http;

import java.util.List;
import java.util.Optional;

/** Where the answer to one request goes. One of the two methods is called, once, on the guest's thread. */
public interface Responder {

    /**
     * Sends a response; does not wait for its body.
     *
     * @param body empty if it has none
     */
    void respond(int status, List<Field> fields, Optional<OutgoingBody> body);

    /** The guest has no response but an error. */
    void fail(HttpErrorCode code);
}
