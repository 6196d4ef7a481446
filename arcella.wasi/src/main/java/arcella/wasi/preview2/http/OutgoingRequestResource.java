package arcella.wasi.preview2.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import arcella.engine.binding.WitName;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.OutgoingRequest;

/** The resource {@code outgoing-request}. Used by one thread at a time. */
@WitName("outgoing-request")
public final class OutgoingRequestResource implements AutoCloseable {

    private static final int MOST_TARGET = 64 << 10;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern TARGET = Pattern.compile("(?:/[!-~&&[^#]]*)?(?:\\?[!-~&&[^#]]*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^:@\\[\\]]+)(?::([0-9]{0,5}))?");

    private final List<Field> fields;
    private final Ceiling fieldBytes;
    private final MessageBody body;
    private Method method = new Method.Get();
    private Optional<String> pathWithQuery = Optional.empty();
    private Optional<Scheme> scheme = Optional.empty();
    private Optional<String> authority = Optional.empty();
    private boolean sent;

    OutgoingRequestResource(FieldsResource given) {
        this.fields = given.list();
        this.fieldBytes = given.most();
        this.body = new MessageBody(fields);
    }

    /** {@code body}: once. */
    public OutgoingBodyResource body() throws Refusal {
        return body.take();
    }

    /** {@code method}. */
    public Method method() {
        return method;
    }

    /** {@code set-method}; fails if it is no token. */
    public void setMethod(Method wanted) throws Refusal {
        if (!Field.validName(wanted.text())) {
            throw new Refusal("no method");
        }
        method = Method.of(wanted.text());
    }

    /** {@code path-with-query}. */
    public Optional<String> pathWithQuery() {
        return pathWithQuery;
    }

    /** {@code set-path-with-query}; fails if it is not empty and neither begins with a slash nor a question mark. */
    public void setPathWithQuery(Optional<String> wanted) throws Refusal {
        if (wanted.isPresent() && !(TARGET.matcher(wanted.get()).matches() && uri("http://h" + wanted.get()))) {
            throw new Refusal("no path with query");
        }
        pathWithQuery = wanted;
    }

    /** {@code scheme}. */
    public Optional<Scheme> scheme() {
        return scheme;
    }

    /** {@code set-scheme}. */
    public void setScheme(Optional<Scheme> wanted) throws Refusal {
        if (wanted.isPresent() && wanted.get() instanceof Scheme.Other other
                && !SCHEME.matcher(other.name()).matches()) {
            throw new Refusal("no scheme");
        }
        scheme = wanted;
    }

    /** {@code authority}. */
    public Optional<String> authority() {
        return authority;
    }

    /** {@code set-authority}. */
    public void setAuthority(Optional<String> wanted) throws Refusal {
        if (wanted.isPresent() && (wanted.get().isEmpty() || !wanted.get().matches("[!-~&&[^/?#]]+")
                || !uri("http://" + wanted.get() + "/"))) {
            throw new Refusal("no authority");
        }
        authority = wanted;
    }

    private static boolean uri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** {@code headers}: not to be changed. */
    public FieldsResource headers() {
        return FieldsResource.immutable(fields, fieldBytes);
    }

    /**
     * The request as it is to be sent. Without a scheme it is sent encrypted.
     *
     * @throws HttpException if it cannot be sent
     */
    OutgoingRequest outgoing() throws HttpException {
        boolean tls = switch (scheme.orElseGet(Scheme.Https::new)) {
            case Scheme.Http http -> false;
            case Scheme.Https https -> true;
            case Scheme.Other other -> throw new HttpException(new HttpErrorCode.HttpProtocolError());
        };
        // The client writes methods in capitals; and CONNECT asks for something that is no request.
        String name = method.text();
        if (!name.equals(name.toUpperCase(Locale.ROOT)) || method instanceof Method.Connect) {
            throw new HttpException(new HttpErrorCode.HttpRequestMethodInvalid());
        }
        String path = pathWithQuery.orElse("");
        if (path.length() > MOST_TARGET) {
            throw new HttpException(new HttpErrorCode.HttpRequestUriTooLong());
        }
        Matcher host = AUTHORITY.matcher(authority.orElse(""));
        if (!host.matches()) {
            throw new HttpException(new HttpErrorCode.HttpRequestUriInvalid());
        }
        String port = Optional.ofNullable(host.group(2)).orElse("");
        int number = port.isEmpty() ? tls ? 443 : 80 : Integer.parseInt(port);
        if (number < 1 || number > 0xffff) {
            throw new HttpException(new HttpErrorCode.HttpRequestUriInvalid());
        }
        String plain = host.group(1).startsWith("[") ? host.group(1).substring(1, host.group(1).length() - 1)
                : host.group(1);
        return new OutgoingRequest(name, tls, plain, number,
                path.startsWith("/") ? path : "/" + path, fields, body.sent());
    }

    /** It is on its way, and its body with it. */
    void sent() {
        sent = true;
    }

    /** Dropped without having been sent: nobody will take the body. */
    @Override
    public void close() {
        if (!sent) {
            body.abandon();
        }
    }
}
