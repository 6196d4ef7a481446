package arcella.wasi.preview2.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import arcella.wasi.http.Field;
import arcella.wasi.http.HttpErrorCode;
import arcella.wasi.http.HttpException;
import arcella.wasi.http.OutgoingBody;

/** The one body of a message that a guest sends, handed out at most once. Used by one thread at a time. */
final class MessageBody {

    private final OptionalLong declared;
    private final boolean wrong;
    private Optional<OutgoingBody> body = Optional.empty();

    MessageBody(List<Field> fields) {
        List<String> lengths = fields.stream().filter(field -> field.named("content-length")).map(Field::text)
                .map(String::strip).distinct().toList();
        boolean number = lengths.size() == 1 && lengths.getFirst().matches("[0-9]{1,18}");
        this.declared = number ? OptionalLong.of(Long.parseLong(lengths.getFirst())) : OptionalLong.empty();
        this.wrong = !number && !lengths.isEmpty();
    }

    OutgoingBodyResource take() throws Refusal {
        if (body.isPresent()) {
            throw new Refusal("the body was taken already");
        }
        OutgoingBody made = new OutgoingBody(declared);
        body = Optional.of(made);
        return new OutgoingBodyResource(made, declared.isEmpty());
    }

    /** The body to be sent, empty if the guest took none. */
    Optional<OutgoingBody> sent() throws HttpException {
        if (wrong) {
            throw new HttpException(new HttpErrorCode.HttpProtocolError());
        }
        if (body.isEmpty() && declared.orElse(0) != 0) {
            throw new HttpException(new HttpErrorCode.HttpRequestBodySize(Optional.of(0L)));
        }
        return body;
    }

    /** The message is not to be sent any more. */
    void abandon() {
        body.ifPresent(made -> made.fail(new HttpException(HttpErrorCode.internal("the message was dropped"))));
    }
}
