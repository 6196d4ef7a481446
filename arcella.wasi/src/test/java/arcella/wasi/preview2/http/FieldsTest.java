package arcella.wasi.preview2.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.core.Trap;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;

class FieldsTest {

    private final HttpTypes types = new HttpTypes(new Ceiling(Field.MOST_BYTES));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertFails(ThrowingCallable call, HeaderError error) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HeaderFailure.class,
                e -> assertThat(e.payload()).isEqualTo(error));
    }

    private static List<String> shown(FieldsResource fields) {
        return fields.entries().stream().map(field -> field.name() + "=" + field.text()).toList();
    }

    @Test
    void keepOrderAndSpellingAndCompareNamesWithoutCase() throws Exception {
        FieldsResource fields = types.fieldsFromList(List.of(Field.of("B", "1"), Field.of("a", "2"), Field.of("b", "")));
        assertThat(shown(fields)).containsExactly("B=1", "a=2", "b=");
        assertThat(fields.get("b")).containsExactly(bytes("1"), bytes(""));
        assertThat(fields.has("A")).isTrue();
        fields.append("A", bytes("3"));
        fields.set("b", List.of(bytes("4"), bytes("5")));
        assertThat(shown(fields)).containsExactly("a=2", "A=3", "b=4", "b=5");
        fields.delete("A");
        fields.delete("missing");
        assertThat(shown(fields)).containsExactly("b=4", "b=5");
        fields.set("B", List.of());
        assertThat(fields.entries()).isEmpty();
        assertThat(fields.has("not valid")).isFalse();
        assertThat(fields.get("not valid")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "\u00e4", "a\r\nb", "(a)", "a\0"})
    void refuseNamesThatAreNoTokens(String name) {
        FieldsResource fields = types.newFields();
        assertFails(() -> fields.append(name, bytes("v")), new HeaderError.InvalidSyntax());
        assertFails(() -> fields.set(name, List.of()), new HeaderError.InvalidSyntax());
        assertFails(() -> fields.delete(name), new HeaderError.InvalidSyntax());
        assertFails(() -> types.fieldsFromList(List.of(new Field(name, bytes("v")))), new HeaderError.InvalidSyntax());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\n", "\0", "\u007f", "\u001b[0m"})
    void refuseValuesWithControlCharacters(String value) throws Exception {
        FieldsResource fields = types.newFields();
        fields.append("a", bytes("kept \t\u00ff"));
        assertFails(() -> fields.append("a", bytes(value)), new HeaderError.InvalidSyntax());
        assertFails(() -> fields.set("a", List.of(bytes("fine"), bytes(value))), new HeaderError.InvalidSyntax());
        assertThat(shown(fields)).containsExactly("a=kept \t\u00ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "connection", "Transfer-Encoding", "keep-alive", "UPGRADE", "Proxy-Authorization"})
    void refuseWhatBelongsToTheConnection(String name) {
        FieldsResource fields = types.newFields();
        assertFails(() -> fields.append(name, bytes("v")), new HeaderError.Forbidden());
        assertFails(() -> fields.set(name, List.of(bytes("v"))), new HeaderError.Forbidden());
        assertFails(() -> types.fieldsFromList(List.of(Field.of(name, "v"))), new HeaderError.Forbidden());
    }

    @Test
    void ofARequestAreNotToBeChangedButTheirCopyIs() throws Exception {
        FieldsResource given = types.newFields();
        given.append("a", bytes("1"));
        FieldsResource fields = types.newOutgoingRequest(given).headers();
        assertFails(() -> fields.append("b", bytes("1")), new HeaderError.Immutable());
        assertFails(() -> fields.set("a", List.of()), new HeaderError.Immutable());
        assertFails(() -> fields.delete("a"), new HeaderError.Immutable());
        FieldsResource copy = fields.copy();
        copy.append("b", bytes("2"));
        assertThat(shown(copy)).containsExactly("a=1", "b=2");
        assertThat(shown(fields)).containsExactly("a=1");
    }

    @Test
    void takeSixtyFourKibibytesAndNotOneMore() throws Exception {
        FieldsResource fields = types.newFields();
        fields.append("a", bytes("x".repeat(Field.MOST_BYTES - 5)));
        assertThatThrownBy(() -> fields.append("b", bytes(""))).isInstanceOf(Trap.class).hasMessageContaining("65536");
        fields.delete("a");
        fields.append("b", bytes(""));
        List<Field> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(Field.of("f" + i, "v"));
        }
        assertThatThrownBy(() -> types.fieldsFromList(many)).isInstanceOf(Trap.class);
    }

    /** The limit goes along with fields that a guest cannot change, to clones of them. */
    @Test
    void keepToAnotherLimitInClonesToo() throws Exception {
        HttpTypes small = new HttpTypes(new Ceiling(20));
        FieldsResource fields = small.newFields();
        fields.append("a", bytes("x".repeat(15)));
        FieldsResource copy = small.newOutgoingRequest(fields).headers().copy();
        assertThatThrownBy(() -> copy.append("b", bytes(""))).isInstanceOf(Trap.class).hasMessageContaining("more than 20 bytes");
        FieldsResource answered = small.newOutgoingResponse(fields).headers().copy();
        assertThatThrownBy(() -> answered.append("b", bytes(""))).isInstanceOf(Trap.class);
    }

    @Test
    void requestsTakeWhatIsValidOnly() throws Exception {
        OutgoingRequestResource request = types.newOutgoingRequest(types.newFields());
        assertThat(request.method()).isEqualTo(new Method.Get());
        request.setMethod(new Method.Other("POST"));
        assertThat(request.method()).isEqualTo(new Method.Post());
        assertThatThrownBy(() -> request.setMethod(new Method.Other("a b"))).isInstanceOf(Refusal.class);
        for (String path : List.of("", "/", "/a?b=c", "?q", "//x/y", "/%20;a=b")) {
            request.setPathWithQuery(Optional.of(path));
            assertThat(request.pathWithQuery()).contains(path);
        }
        for (String path : List.of("a", "/a b", "/a#f", "/\u00e4", "/\r\nx", "/%zz", "*")) {
            assertThatThrownBy(() -> request.setPathWithQuery(Optional.of(path))).isInstanceOf(Refusal.class);
        }
        for (String authority : List.of("example.com", "example.com:8080", "[::1]:80", "127.0.0.1", "u@h")) {
            request.setAuthority(Optional.of(authority));
            assertThat(request.authority()).contains(authority);
        }
        for (String authority : List.of("", "a/b", "a b", "a?b", "a\r\n", "[::1")) {
            assertThatThrownBy(() -> request.setAuthority(Optional.of(authority))).isInstanceOf(Refusal.class);
        }
        request.setScheme(Optional.of(new Scheme.Other("ftp")));
        assertThatThrownBy(() -> request.setScheme(Optional.of(new Scheme.Other("1:")))).isInstanceOf(Refusal.class);
        OutgoingResponseResource response = types.newOutgoingResponse(types.newFields());
        response.setStatusCode(404);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> response.setStatusCode(99)).isInstanceOf(Refusal.class);
    }
}
