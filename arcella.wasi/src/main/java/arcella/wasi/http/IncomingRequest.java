package arcella.wasi.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that a guest is to answer.
 *
 * @param tls whether it came encrypted
 * @param pathWithQuery the target as it was sent
 * @param authority the host that was asked for, if that was said
 * @param fields without those that belong to the connection
 */
public record IncomingRequest(String method, boolean tls, Optional<String> pathWithQuery, Optional<String> authority,
        List<Field> fields, IncomingBody body) {
    /** Copies the list. */
    public IncomingRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(pathWithQuery, "pathWithQuery");
        Objects.requireNonNull(authority, "authority");
        fields = List.copyOf(fields);
        Objects.requireNonNull(body, "body");
    }
}
