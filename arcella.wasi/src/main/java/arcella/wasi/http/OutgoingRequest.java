package arcella.wasi.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to be sent.
 *
 * @param method a token
 * @param tls whether the connection is encrypted
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 * @param pathWithQuery begins with a slash
 * @param fields without those that a connection sets itself
 * @param body empty if it has none
 */
public record OutgoingRequest(String method, boolean tls, String host, int port, String pathWithQuery,
        List<Field> fields, Optional<OutgoingBody> body) {

    /** Refuses what cannot be sent. */
    public OutgoingRequest {
        fields = List.copyOf(fields);
        Objects.requireNonNull(body, "body");
        if (!Field.validName(method) || host.isEmpty() || port < 1 || port > 0xffff || !pathWithQuery.startsWith("/")) {
            throw new IllegalArgumentException(method + " " + host + ":" + port + pathWithQuery);
        }
    }
}
