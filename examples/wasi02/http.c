// wasi:http 0.2 from inside: fields, requests, options and responses as objects, and requests to the server that the first
// argument names (HttpGuestTest has it). With "fields" as the second argument it makes more fields than it may; with "get",
// it shows the status of one request to its third, and with "time", how long each of many requests takes.
#include "wasi02.h"

typedef struct { char *at; u32 length; } text;
typedef struct { text name; text value; } field;
typedef struct { text *at; u32 count; } texts;
typedef struct { field *at; u32 count; } entries;
typedef struct { u8 tag; u8 code; } result1;
typedef struct { u8 kind; u8 pad[3]; text other; } named;
typedef struct { u8 some; u8 pad[3]; named value; } maybe_scheme;
typedef struct { u8 some; u8 pad[3]; text value; } maybe_text;
typedef struct { u8 some; u8 pad[7]; u64 value; } maybe_time;
typedef struct { u8 code; u8 pad[7]; u64 payload[3]; } error_code;
typedef struct { u8 tag; u8 pad[7]; union { handle value; error_code error; }; } sent;
typedef struct { u8 some; u8 pad[7]; error_code error; } maybe_error;
// option<result<result<T, error-code>>>
typedef struct { u8 some; u8 pad[7]; u8 again; u8 pad2[7]; u8 tag; u8 pad3[7]; union { error_code error; handle value;
    struct { u8 trailing; u8 pad4[3]; handle trailers; }; }; } future;

#define HTTP(name) IMPORT("http/types", W, name)
HTTP("[constructor]fields") handle fields_new(void);
HTTP("[static]fields.from-list") void fields_list(const field *, u32, result4 *);
HTTP("[method]fields.get") void fields_get(handle, const char *, u32, texts *);
HTTP("[method]fields.has") int fields_has(handle, const char *, u32);
HTTP("[method]fields.set") void fields_set(handle, const char *, u32, const text *, u32, result1 *);
HTTP("[method]fields.delete") void fields_delete(handle, const char *, u32, result1 *);
HTTP("[method]fields.append") void fields_append(handle, const char *, u32, const void *, u32, result1 *);
HTTP("[method]fields.entries") void fields_entries(handle, entries *);
HTTP("[method]fields.clone") handle fields_clone(handle);
HTTP("[resource-drop]fields") void drop_fields(handle);
HTTP("[constructor]outgoing-request") handle request_new(handle);
HTTP("[method]outgoing-request.body") void request_body(handle, result4 *);
HTTP("[method]outgoing-request.method") void request_method(handle, named *);
HTTP("[method]outgoing-request.set-method") int request_set_method(handle, u32, const char *, u32);
HTTP("[method]outgoing-request.path-with-query") void request_path(handle, maybe_text *);
HTTP("[method]outgoing-request.set-path-with-query") int request_set_path(handle, u32, const char *, u32);
HTTP("[method]outgoing-request.scheme") void request_scheme(handle, maybe_scheme *);
HTTP("[method]outgoing-request.set-scheme") int request_set_scheme(handle, u32, u32, const char *, u32);
HTTP("[method]outgoing-request.authority") void request_authority(handle, maybe_text *);
HTTP("[method]outgoing-request.set-authority") int request_set_authority(handle, u32, const char *, u32);
HTTP("[method]outgoing-request.headers") handle request_headers(handle);
HTTP("[resource-drop]outgoing-request") void drop_request(handle);
HTTP("[constructor]request-options") handle options_new(void);
HTTP("[method]request-options.connect-timeout") void options_connect(handle, maybe_time *);
HTTP("[method]request-options.set-connect-timeout") int options_set_connect(handle, u32, u64);
HTTP("[method]request-options.first-byte-timeout") void options_first(handle, maybe_time *);
HTTP("[method]request-options.set-first-byte-timeout") int options_set_first(handle, u32, u64);
HTTP("[method]request-options.between-bytes-timeout") void options_between(handle, maybe_time *);
HTTP("[method]request-options.set-between-bytes-timeout") int options_set_between(handle, u32, u64);
HTTP("[resource-drop]request-options") void drop_options(handle);
HTTP("[method]incoming-response.status") u32 response_status(handle);
HTTP("[method]incoming-response.headers") handle response_headers(handle);
HTTP("[method]incoming-response.consume") void response_consume(handle, result4 *);
HTTP("[resource-drop]incoming-response") void drop_response(handle);
HTTP("[method]incoming-body.stream") void body_stream(handle, result4 *);
HTTP("[static]incoming-body.finish") handle body_finish(handle);
HTTP("[resource-drop]incoming-body") void drop_incoming(handle);
HTTP("[method]future-trailers.subscribe") handle trailers_subscribe(handle);
HTTP("[method]future-trailers.get") void trailers_get(handle, future *);
HTTP("[resource-drop]future-trailers") void drop_trailers(handle);
HTTP("[constructor]outgoing-response") handle answer_new(handle);
HTTP("[method]outgoing-response.status-code") u32 answer_status(handle);
HTTP("[method]outgoing-response.set-status-code") int answer_set_status(handle, u32);
HTTP("[method]outgoing-response.headers") handle answer_headers(handle);
HTTP("[method]outgoing-response.body") void answer_body(handle, result4 *);
HTTP("[resource-drop]outgoing-response") void drop_answer(handle);
HTTP("[method]outgoing-body.write") void outgoing_write(handle, result4 *);
HTTP("[static]outgoing-body.finish") void outgoing_finish(handle, u32, handle, sent *);
HTTP("[resource-drop]outgoing-body") void drop_outgoing(handle);
HTTP("[method]future-incoming-response.subscribe") handle response_subscribe(handle);
HTTP("[method]future-incoming-response.get") void response_get(handle, future *);
HTTP("[resource-drop]future-incoming-response") void drop_future(handle);
HTTP("http-error-code") void error_of(handle, maybe_error *);
IMPORT("http/outgoing-handler", W, "handle") void handle_request(handle, u32, handle, sent *);
IMPORT("cli/environment", W, "get-arguments") void get_arguments(texts *);
IMPORT("clocks/monotonic-clock", W, "now") u64 now(void);

enum { GET, HEAD, POST, PUT, OTHER_METHOD = 9 };
enum { PLAIN, TLS, OTHER_SCHEME };
enum { INVALID_SYNTAX, FORBIDDEN, IMMUTABLE };
enum { CONNECTION_REFUSED = 6, READ_TIMEOUT = 9, REQUEST_DENIED = 15, RESPONSE_INCOMPLETE = 25, RESPONSE_HEAD_SIZE = 26,
    RESPONSE_TIMEOUT = 33 };

static text authority;

static int is(text t, const char *wanted) { return t.length == length(wanted) && same(t.at, wanted, t.length); }

static void number(u64 n) {
    char digits[22]; int at = 21; digits[at] = 0;
    do { digits[--at] = (char) ('0' + n % 10); n /= 10; } while (n);
    handle out = get_stdout();
    say(out, digits + at); say(out, "\n");
    drop_out(out);
}

static void objects(void) {
    result1 r; result4 made; texts values; entries all;
    handle f = fields_new();
    CHECK(!fields_has(f, S("x")));
    fields_append(f, S("X-One"), S("1"), &r);
    CHECK(r.tag == OK);
    fields_append(f, S("x-one"), S("2"), &r);
    fields_get(f, S("x-ONE"), &values);
    CHECK(values.count == 2 && is(values.at[0], "1") && is(values.at[1], "2"));
    text three[] = {{"a", 1}, {"b", 1}, {"c", 1}};
    fields_set(f, S("X-one"), three, 3, &r);
    CHECK(r.tag == OK);
    fields_append(f, S("other"), S("\xfc"), &r);
    fields_entries(f, &all);
    CHECK(all.count == 4 && is(all.at[3].name, "other") && is(all.at[3].value, "\xfc"));
    fields_append(f, S("no name"), S("1"), &r);
    CHECK(r.tag == ERR && r.code == INVALID_SYNTAX);
    fields_append(f, S("x"), S("two\r\nlines"), &r);
    CHECK(r.tag == ERR && r.code == INVALID_SYNTAX);
    fields_set(f, S("Host"), three, 1, &r);
    CHECK(r.tag == ERR && r.code == FORBIDDEN);
    fields_delete(f, S("OTHER"), &r);
    CHECK(r.tag == OK && !fields_has(f, S("other")));
    field list[] = {{{"a", 1}, {"1", 1}}, {{"connection", 10}, {"close", 5}}};
    fields_list(list, 1, &made);
    CHECK(made.tag == OK && fields_has(made.value, S("A")));
    drop_fields(made.value);
    fields_list(list, 2, &made);
    CHECK(made.tag == ERR && made.code == FORBIDDEN);

    handle request = request_new(f);
    handle headers = request_headers(request);
    fields_append(headers, S("late"), S("1"), &r);
    CHECK(r.tag == ERR && r.code == IMMUTABLE);
    handle copy = fields_clone(headers);
    fields_append(copy, S("late"), S("1"), &r);
    CHECK(r.tag == OK && fields_has(copy, S("late")) && !fields_has(headers, S("late")));
    drop_fields(headers); drop_fields(copy);
    named method; maybe_text t; maybe_scheme scheme;
    request_method(request, &method);
    CHECK(method.kind == GET);
    CHECK(request_set_method(request, OTHER_METHOD, S("NO SPACE")) == ERR);
    CHECK(request_set_method(request, OTHER_METHOD, S("PURGE")) == OK);
    request_method(request, &method);
    CHECK(method.kind == OTHER_METHOD && is(method.other, "PURGE"));
    request_path(request, &t);
    CHECK(!t.some);
    CHECK(request_set_path(request, 1, S("/a b")) == ERR);
    CHECK(request_set_path(request, 1, S("/a?b=c")) == OK);
    request_path(request, &t);
    CHECK(t.some && is(t.value, "/a?b=c"));
    request_scheme(request, &scheme);
    CHECK(!scheme.some);
    CHECK(request_set_scheme(request, 1, OTHER_SCHEME, S("a b")) == ERR);
    CHECK(request_set_scheme(request, 1, OTHER_SCHEME, S("ftp")) == OK);
    request_scheme(request, &scheme);
    CHECK(scheme.some && scheme.value.kind == OTHER_SCHEME && is(scheme.value.other, "ftp"));
    request_authority(request, &t);
    CHECK(!t.some);
    CHECK(request_set_authority(request, 1, S("a b")) == ERR);
    CHECK(request_set_authority(request, 1, S("a.example:80")) == OK);
    request_authority(request, &t);
    CHECK(t.some && is(t.value, "a.example:80"));
    request_body(request, &made);
    CHECK(made.tag == OK);
    drop_outgoing(made.value);
    request_body(request, &made);
    CHECK(made.tag == ERR);
    drop_request(request);

    handle options = options_new();
    maybe_time time;
    options_connect(options, &time); CHECK(!time.some);
    CHECK(options_set_connect(options, 1, 1000) == OK);
    options_connect(options, &time); CHECK(time.some && time.value == 1000);
    CHECK(options_set_first(options, 1, 2000) == OK);
    options_first(options, &time); CHECK(time.some && time.value == 2000);
    CHECK(options_set_between(options, 1, 3000) == OK && options_set_between(options, 0, 0) == OK);
    options_between(options, &time); CHECK(!time.some);
    drop_options(options);

    handle answer = answer_new(fields_new());
    CHECK(answer_status(answer) == 200);
    CHECK(answer_set_status(answer, 404) == OK && answer_status(answer) == 404);
    CHECK(answer_set_status(answer, 1000) == ERR);
    headers = answer_headers(answer);
    fields_append(headers, S("a"), S("1"), &r);
    CHECK(r.tag == ERR && r.code == IMMUTABLE);
    drop_fields(headers);
    answer_body(answer, &made);
    CHECK(made.tag == OK);
    drop_outgoing(made.value);
    drop_answer(answer);
}

static handle request_of(u32 method, u32 scheme, text to, const char *path) {
    handle request = request_new(fields_new());
    CHECK(request_set_method(request, method, S("")) == OK);
    CHECK(request_set_scheme(request, 1, scheme, S("")) == OK);
    CHECK(request_set_authority(request, 1, to.at, to.length) == OK);
    CHECK(request_set_path(request, 1, S(path)) == OK);
    return request;
}

/** The response's number, or 1000 and the error's code in place of its status. */
static u32 await(handle waiting, handle *response) {
    future f;
    response_get(waiting, &f);
    if (!f.some) {
        handle ready = response_subscribe(waiting);
        pollable_block(ready);
        drop_pollable(ready);
        response_get(waiting, &f);
    }
    CHECK(f.some && f.again == OK);
    u32 status = f.tag == OK ? response_status(f.value) : 1000 + f.error.code;
    *response = f.tag == OK ? f.value : 0;
    response_get(waiting, &f);
    CHECK(f.some && f.again == ERR);
    drop_future(waiting);
    return status;
}

static u32 ask(handle request, handle *response) {
    sent s;
    *response = 0;
    handle_request(request, 0, 0, &s);
    return s.tag == OK ? await(s.value, response) : 1000 + s.error.code;
}

/** Reads a body to its end: its size, and its first bytes. Answers the stream's last error's code, or 99 for its end. */
static u32 read_all(handle stream, u64 *size, char first[16]) {
    result4 r;
    for (*size = 0;;) {
        u8 *before = next;
        in_blocking_read(stream, 65536, &r);
        if (r.tag == ERR) break;
        for (u32 i = 0; i < r.len && *size + i < 16; i++) first[*size + i] = (char) r.ptr[i];
        *size += r.len;
        next = before;
    }
    if (r.error == CLOSED) return 99;
    maybe_error why;
    error_of(r.cause, &why);
    drop_error(r.cause);
    CHECK(why.some);
    return why.error.code;
}

/** Consumes a response; answers how many trailers it had. */
static u32 finish(handle response, u64 *size, char first[16]) {
    result4 r; future f; entries all = {0, 0};
    response_consume(response, &r);
    CHECK(r.tag == OK);
    handle body = r.value;
    response_consume(response, &r);
    CHECK(r.tag == ERR);
    body_stream(body, &r);
    CHECK(r.tag == OK);
    CHECK(read_all(r.value, size, first) == 99);
    drop_in(r.value);
    handle trailers = body_finish(body);
    handle ready = trailers_subscribe(trailers);
    pollable_block(ready);
    drop_pollable(ready);
    trailers_get(trailers, &f);
    CHECK(f.some && f.again == OK && f.tag == OK);
    if (f.tag == OK && f.trailing) {
        fields_entries(f.trailers, &all);
        drop_fields(f.trailers);
    }
    trailers_get(trailers, &f);
    CHECK(f.some && f.again == ERR);
    drop_trailers(trailers);
    drop_response(response);
    return all.count;
}

static void plain(void) {
    handle response; u64 size; char first[16]; texts values;
    CHECK(ask(request_of(GET, PLAIN, authority, "/plain?q=1"), &response) == 299);
    handle headers = response_headers(response);
    fields_get(headers, S("x-twice"), &values);
    CHECK(values.count == 2 && is(values.at[0], "1") && is(values.at[1], "2"));
    CHECK(!fields_has(headers, S("connection")));
    drop_fields(headers);
    CHECK(finish(response, &size, first) == 0 && size == 5 && same(first, "hello", 5));
    CHECK(ask(request_of(HEAD, PLAIN, authority, "/head"), &response) == 200);
    CHECK(finish(response, &size, first) == 0 && size == 0);
    CHECK(ask(request_of(GET, PLAIN, authority, "/large"), &response) == 200);
    CHECK(finish(response, &size, first) == 0 && size == 5000000);
}

/** A body that is written while the answer is read, with trailers both ways. */
static void both_ways(void) {
    sent s; result4 r; handle response; result1 set; future f;
    handle request = request_of(PUT, PLAIN, authority, "/echo");
    request_body(request, &r);
    CHECK(r.tag == OK);
    handle body = r.value;
    outgoing_write(body, &r);
    CHECK(r.tag == OK);
    handle out = r.value;
    handle_request(request, 0, 0, &s);
    CHECK(s.tag == OK);
    CHECK(await(s.value, &response) == 200);
    response_consume(response, &r);
    handle incoming = r.value;
    body_stream(incoming, &r);
    handle in = r.value;
    for (int i = 0; i < 3; i++) {
        out_blocking_write(out, "ping", 4, &r);
        CHECK(r.tag == OK);
        in_blocking_read(in, 100, &r);
        CHECK(r.tag == OK && r.len == 4 && same(r.ptr, "pong", 4));
    }
    drop_out(out);
    handle trailers = fields_new();
    fields_append(trailers, S("x-mine"), S("1"), &set);
    outgoing_finish(body, 1, trailers, &s);
    CHECK(s.tag == OK);
    in_blocking_read(in, 100, &r);
    CHECK(r.tag == ERR && r.error == CLOSED);
    drop_in(in);
    handle theirs = body_finish(incoming);
    handle ready = trailers_subscribe(theirs);
    pollable_block(ready);
    drop_pollable(ready);
    trailers_get(theirs, &f);
    CHECK(f.some && f.tag == OK && f.trailing && fields_has(f.trailers, S("x-sum")));
    if (f.tag == OK && f.trailing) drop_fields(f.trailers);
    drop_trailers(theirs);
    drop_response(response);
}

static void with_length(void) {
    sent s; result4 r; handle response; u64 size; char first[16];
    handle request = request_of(POST, PLAIN, authority, "/length");
    request_body(request, &r);
    handle body = r.value;
    outgoing_write(body, &r);
    handle out = r.value;
    out_blocking_write(out, "everything", 10, &r);
    CHECK(r.tag == OK);
    drop_out(out);
    outgoing_finish(body, 0, 0, &s);
    CHECK(s.tag == OK);
    CHECK(ask(request, &response) == 200);
    CHECK(finish(response, &size, first) == 0 && size == 2 && same(first, "10", 2));
}

static void what_fails(void) {
    sent s; result4 r; handle response; u64 size; char first[16];
    CHECK(ask(request_of(GET, PLAIN, (text) {"elsewhere.example", 17}, "/"), &response) == 1000 + REQUEST_DENIED);
    CHECK(ask(request_of(GET, PLAIN, authority, "/fields"), &response) == 1000 + RESPONSE_HEAD_SIZE);
    handle options = options_new();
    options_set_first(options, 1, 200000000);
    handle_request(request_of(GET, PLAIN, authority, "/silence"), 1, options, &s);
    CHECK(s.tag == OK);
    u32 status = await(s.value, &response);
    CHECK(status == 1000 + READ_TIMEOUT || status == 1000 + RESPONSE_TIMEOUT);
    CHECK(ask(request_of(GET, PLAIN, authority, "/cut"), &response) == 200);
    response_consume(response, &r);
    handle body = r.value;
    body_stream(body, &r);
    handle stream = r.value;
    CHECK(read_all(stream, &size, first) == RESPONSE_INCOMPLETE && size == 3);
    drop_in(stream);
    drop_incoming(body);
    drop_response(response);
}

/** As many fields as its memory holds: the host ends it first. */
static void too_many(void) {
    result1 r;
    handle f = fields_new();
    for (u32 i = 0; i < 100000; i++) fields_append(f, S("x"), S("y"), &r);
    number(100000);
}

/** Nanoseconds for each of many requests, one after the other. */
static void time_requests(void) {
    enum { WARM = 1000, COUNT = 2000 };
    handle response; u64 size; char first[16]; u64 begun = 0;
    for (u32 i = 0; i < WARM + COUNT; i++) {
        u8 *before = next;
        if (i == WARM) begun = now();
        CHECK(ask(request_of(GET, PLAIN, authority, "/"), &response) == 200);
        CHECK(finish(response, &size, first) == 0 && size > 0);
        next = before;
    }
    number((now() - begun) / COUNT);
}

static void test(void) {
    texts arguments;
    get_arguments(&arguments);
    CHECK(arguments.count > 1);
    authority = arguments.at[1];
    if (arguments.count == 2) {
        objects();
        plain();
        both_ways();
        with_length();
        what_fails();
    } else if (is(arguments.at[2], "fields")) {
        too_many();
    } else if (is(arguments.at[2], "get")) {
        handle response;
        u32 tls = is(arguments.at[3], "https") ? TLS : PLAIN;
        number(ask(request_of(GET, tls, authority, "/"), &response));
    } else {
        time_requests();
    }
}
