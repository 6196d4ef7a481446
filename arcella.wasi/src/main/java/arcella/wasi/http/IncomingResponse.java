package arcella.wasi.http;

import java.util.List;
import java.util.Objects;

/**
 * The head of a response, and its body as it arrives.
 *
 * @param status 100 to 999
 * @param fields without those that belong to the connection
 */
public record IncomingResponse(int status, List<Field> fields, IncomingBody body) {
    /** Copies the list. */
    public IncomingResponse {
        fields = List.copyOf(fields);
        Objects.requireNonNull(body, "body");
    }
}
