// Makes requests whose bodies a mill, which is another module's, writes; and has it read the answers.
#include "pipe.h"

#define MILL "demo:pipe/mill@0.1.0"
#define COURIER(name) EXPORT("demo:pipe/courier@0.1.0#" name)
#define TYPES "wasi:http/types@0.2.12"

IMPORT(MILL, "read") void mill_read(handle, u32, u64, text *);
IMPORT(MILL, "write") void mill_write(handle, u32, const char *, u32, text *);
IMPORT(MILL, "keep-input") void mill_keep_input(handle);
IMPORT(MILL, "keep-output") void mill_keep_output(handle);
IMPORT(MILL, "drop-kept") void mill_drop_kept(void);

typedef struct { u8 failed; u8 pad[7]; union { handle value; u8 code; }; u64 more[4]; } sent;
typedef struct { u8 some; u8 pad[7]; u8 again; u8 pad2[7]; sent sent; } future;

IMPORT(TYPES, "[constructor]fields") handle fields_new(void);
IMPORT(TYPES, "[constructor]outgoing-request") handle request_new(handle);
IMPORT(TYPES, "[method]outgoing-request.set-method") u32 request_set_method(handle, u32, const char *, u32);
IMPORT(TYPES, "[method]outgoing-request.set-scheme") u32 request_set_scheme(handle, u32, u32, const char *, u32);
IMPORT(TYPES, "[method]outgoing-request.set-authority") u32 request_set_authority(handle, u32, const char *, u32);
IMPORT(TYPES, "[method]outgoing-request.body") void request_body(handle, result *);
IMPORT(TYPES, "[method]outgoing-body.write") void outgoing_write(handle, result *);
IMPORT(TYPES, "[static]outgoing-body.finish") void outgoing_finish(handle, u32, handle, sent *);
IMPORT("wasi:http/outgoing-handler@0.2.12", "handle") void handle_request(handle, u32, handle, sent *);
IMPORT(TYPES, "[method]future-incoming-response.subscribe") handle response_subscribe(handle);
IMPORT(TYPES, "[method]future-incoming-response.get") void response_get(handle, future *);
IMPORT(TYPES, "[resource-drop]future-incoming-response") void drop_future(handle);
IMPORT(TYPES, "[method]incoming-response.status") u32 response_status(handle);
IMPORT(TYPES, "[method]incoming-response.consume") void response_consume(handle, result *);
IMPORT(TYPES, "[resource-drop]incoming-response") void drop_response(handle);
IMPORT(TYPES, "[method]incoming-body.stream") void body_stream(handle, result *);
IMPORT(TYPES, "[static]incoming-body.finish") handle body_finish(handle);
IMPORT(TYPES, "[resource-drop]future-trailers") void drop_trailers(handle);

static handle waiting, outgoing, output, response, incoming, input;

static void need(int right) {
    if (!right)
        __builtin_trap();
}

static text *pass_on(void) {
    top = &__heap_base;
    return &answer;
}

// POST http://AUTHORITY/
COURIER("send") void send(const char *authority, u32 length) {
    result made;
    sent gone;
    handle request = request_new(fields_new());
    need(!request_set_method(request, 2, "", 0) && !request_set_scheme(request, 1, 0, "", 0));
    need(!request_set_authority(request, 1, authority, length));
    request_body(request, &made);
    outgoing = made.value;
    outgoing_write(outgoing, &made);
    output = made.value;
    handle_request(request, 0, 0, &gone);
    need(!gone.failed);
    waiting = gone.value;
    top = &__heap_base;
}

COURIER("lend-output") text *lend_output(u32 how, const char *words, u32 count) {
    mill_write(output, how, words, count, &answer);
    return pass_on();
}

COURIER("give-output") void give_output(void) {
    mill_keep_output(output);
}

// The mill drops the stream first: a body that has one does not end.
COURIER("finish") text *finish(void) {
    sent gone;
    mill_drop_kept();
    outgoing_finish(outgoing, 0, 0, &gone);
    begin();
    say(gone.failed ? "failed" : "finished");
    return end();
}

COURIER("receive") text *receive(void) {
    future got;
    result made;
    handle ready = response_subscribe(waiting);
    pollable_block(ready);
    drop_pollable(ready);
    response_get(waiting, &got);
    drop_future(waiting);
    begin();
    if (got.sent.failed) {
        say("failed");
        return end();
    }
    response = got.sent.value;
    say_number(response_status(response));
    response_consume(response, &made);
    incoming = made.value;
    body_stream(incoming, &made);
    input = made.value;
    return end();
}

COURIER("lend-input") text *lend_input(u32 how, u64 most) {
    mill_read(input, how, most, &answer);
    return pass_on();
}

COURIER("give-input") void give_input(void) {
    mill_keep_input(input);
}

COURIER("done") void done(void) {
    mill_drop_kept();
    drop_trailers(body_finish(incoming));
    drop_response(response);
}
