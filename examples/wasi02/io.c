// wasi:io 0.2: streams over files and standard input, pollables, errors. Standard input is "0123456789"; the first
// folder is empty.
#include "wasi02.h"

static handle folder, file;

static handle open(const char *name, u32 open_flags, u32 flags) {
    result4 r;
    open_at(folder, FOLLOW, S(name), open_flags, flags, &r);
    CHECK(r.tag == OK);
    return r.value;
}

static void writing(void) {
    result4 r; result8 n;
    write_via_stream(file, 0, &r);
    CHECK(r.tag == OK);
    handle out = r.value;
    handle ready = out_subscribe(out);
    pollable_block(ready);
    CHECK(pollable_ready(ready));
    drop_pollable(ready);
    out_check(out, &n);
    CHECK(n.tag == OK && n.value >= 16);
    out_write(out, "abcdefghij", 10, &r);
    CHECK(r.tag == OK);
    out_write(out, "", 0, &r);
    CHECK(r.tag == OK);
    out_flush(out, &r);
    CHECK(r.tag == OK);
    out_check(out, &n);
    CHECK(n.tag == OK && n.value >= 4);
    out_zeroes(out, 4, &r);
    CHECK(r.tag == OK);
    out_blocking_write(out, "klm", 3, &r);
    CHECK(r.tag == OK);
    out_blocking_zeroes(out, 2, &r);
    CHECK(r.tag == OK);
    out_blocking_flush(out, &r);
    CHECK(r.tag == OK);
    drop_out(out);
    append_via_stream(file, &r);
    CHECK(r.tag == OK);
    out_blocking_write(r.value, "end", 3, &(result4) {0});
    drop_out(r.value);
}

static void reading(void) {
    result4 r; result8 n;
    read_via_stream(file, 8, &r);
    CHECK(r.tag == OK);
    handle in = r.value;
    in_read(in, 0, &r);
    CHECK(r.tag == OK && r.len == 0);
    in_read(in, 2, &r);
    CHECK(r.tag == OK && r.len == 2 && same(r.ptr, "ij", 2));
    in_skip(in, 4, &n);
    CHECK(n.tag == OK && n.value == 4);
    in_blocking_read(in, 3, &r);
    CHECK(r.tag == OK && r.len == 3 && same(r.ptr, "klm", 3));
    in_blocking_skip(in, 2, &n);
    CHECK(n.tag == OK && n.value == 2);
    handle ready = in_subscribe(in);
    CHECK(pollable_ready(ready));
    drop_pollable(ready);
    in_read(in, UINT64_MAX, &r);
    CHECK(r.tag == OK && r.len == 3 && same(r.ptr, "end", 3));
    // The end is told as closed, and again.
    in_read(in, 1, &r);
    CHECK(r.tag == ERR && r.error == CLOSED);
    in_blocking_read(in, 1, &r);
    CHECK(r.tag == ERR && r.error == CLOSED);
    in_blocking_skip(in, 1, &n);
    CHECK(n.tag == ERR && n.error == CLOSED);
    drop_in(in);
}

static void standard_input(void) {
    result4 r; result8 n;
    handle in = get_stdin();
    handle waiting[3] = {in_subscribe(in), 0, 0};
    handle copy = open("copy", CREATE, READ | WRITE);
    write_via_stream(copy, 0, &r);
    handle out = r.value;
    waiting[1] = out_subscribe(out);
    waiting[2] = in_subscribe(in);
    poll(waiting, 3, &r);
    // A list's pointer comes first, with no tag before it.
    struct { u32 *at; u32 count; } *indices = (void *) &r;
    CHECK(indices->count >= 1 && indices->count <= 3);
    pollable_block(waiting[0]);
    poll(waiting, 3, &r);
    CHECK(indices->count == 3 && indices->at[0] == 0 && indices->at[1] == 1 && indices->at[2] == 2);
    for (int i = 0; i < 3; i++) drop_pollable(waiting[i]);
    in_blocking_read(in, 1, &r);
    CHECK(r.tag == OK && r.len == 1 && r.ptr[0] == '0');
    out_blocking_splice(out, in, 2, &n);
    CHECK(n.tag == OK && n.value >= 1 && n.value <= 2);
    u64 moved = n.value;
    while (moved < 9) {
        out_blocking_splice(out, in, 100, &n);
        if (n.tag != OK) break;
        moved += n.value;
    }
    CHECK(moved == 9);
    out_blocking_splice(out, in, 1, &n);
    CHECK(n.tag == ERR && n.error == CLOSED);
    out_splice(out, in, 1, &n);
    CHECK(n.tag == ERR && n.error == CLOSED);
    drop_out(out);
    drop_in(in);
    // A stream outlives the descriptor that it came from.
    read_via_stream(copy, 0, &r);
    drop_descriptor(copy);
    in_blocking_read(r.value, 100, &r);
    CHECK(r.tag == OK && r.len == 9 && same(r.ptr, "123456789", 9));
}

static void errors(void) {
    result4 r; result8 n;
    // Nothing may be written beyond the largest file.
    write_via_stream(file, INT64_MAX, &r);
    if (r.tag == OK) {
        handle out = r.value;
        out_check(out, &n);
        CHECK(n.tag == OK && n.value >= 1);
        out_write(out, "x", 1, &r);
        CHECK(r.tag == ERR && r.error == FAILED);
        handle cause = r.cause;
        struct { u8 *ptr; u32 len; } text;
        error_text(cause, (result4 *) &text);
        CHECK(text.len > 0);
        drop_error(cause);
        out_check(out, &n);
        CHECK(n.tag == ERR && n.error == CLOSED);
        out_flush(out, &r);
        CHECK(r.tag == ERR && r.error == CLOSED);
        drop_out(out);
    }
}

static void test(void) {
    struct { preopen *at; u32 count; } folders;
    get_directories((void *) &folders);
    CHECK(folders.count == 1);
    if (!folders.count) return;
    folder = folders.at[0].descriptor;
    file = open("file", CREATE, READ | WRITE);
    writing();
    reading();
    standard_input();
    errors();
}
