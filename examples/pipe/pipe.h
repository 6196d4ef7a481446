// What both ends of the pipe do with streams, wherever these come from. Each way of doing it has a number.
#include <stdint.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef u32 handle;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(iface, name) __attribute__((import_module(iface), import_name(name))) extern
#define STREAMS "wasi:io/streams@0.2.12"
#define POLL "wasi:io/poll@0.2.12"
#define ERROR "wasi:io/error@0.2.12"
#define FILES "wasi:filesystem/types@0.2.12"

typedef struct { char *at; u32 count; } text;
typedef struct { u8 failed; union { text bytes; struct { u32 closed; handle error; }; u32 value; }; } result;
typedef struct { u64 failed; union { u64 count; struct { u32 closed; handle error; }; }; } result8;

IMPORT(STREAMS, "[method]input-stream.read") void in_read(handle, u64, result *);
IMPORT(STREAMS, "[method]input-stream.blocking-read") void in_blocking_read(handle, u64, result *);
IMPORT(STREAMS, "[method]input-stream.skip") void in_skip(handle, u64, result8 *);
IMPORT(STREAMS, "[method]input-stream.blocking-skip") void in_blocking_skip(handle, u64, result8 *);
IMPORT(STREAMS, "[method]input-stream.subscribe") handle in_subscribe(handle);
IMPORT(STREAMS, "[resource-drop]input-stream") void drop_input(handle);
IMPORT(STREAMS, "[method]output-stream.check-write") void out_check(handle, result8 *);
IMPORT(STREAMS, "[method]output-stream.write") void out_write(handle, const char *, u32, result *);
IMPORT(STREAMS, "[method]output-stream.blocking-write-and-flush") void out_write_flush(handle, const char *, u32, result *);
IMPORT(STREAMS, "[method]output-stream.write-zeroes") void out_zeroes(handle, u64, result *);
IMPORT(STREAMS, "[method]output-stream.blocking-write-zeroes-and-flush") void out_zeroes_flush(handle, u64, result *);
IMPORT(STREAMS, "[method]output-stream.flush") void out_flush(handle, result *);
IMPORT(STREAMS, "[method]output-stream.blocking-flush") void out_blocking_flush(handle, result *);
IMPORT(STREAMS, "[method]output-stream.subscribe") handle out_subscribe(handle);
IMPORT(STREAMS, "[method]output-stream.splice") void out_splice(handle, handle, u64, result8 *);
IMPORT(STREAMS, "[method]output-stream.blocking-splice") void out_blocking_splice(handle, handle, u64, result8 *);
IMPORT(STREAMS, "[resource-drop]output-stream") void drop_output(handle);
IMPORT(ERROR, "[method]error.to-debug-string") void error_text(handle, text *);
IMPORT(ERROR, "[resource-drop]error") void drop_error(handle);
IMPORT(POLL, "poll") void poll(const handle *, u32, text *);
IMPORT(POLL, "[method]pollable.ready") u32 pollable_ready(handle);
IMPORT(POLL, "[method]pollable.block") void pollable_block(handle);
IMPORT(POLL, "[resource-drop]pollable") void drop_pollable(handle);
IMPORT("wasi:cli/stdin@0.2.12", "get-stdin") handle get_stdin(void);
IMPORT("wasi:cli/stdout@0.2.12", "get-stdout") handle get_stdout(void);
IMPORT("wasi:filesystem/preopens@0.2.12", "get-directories") void get_directories(text *);
IMPORT(FILES, "[method]descriptor.open-at") void open_at(handle, u32, const char *, u32, u32, u32, result *);
IMPORT(FILES, "[method]descriptor.read-via-stream") void read_via(handle, u64, result *);
IMPORT(FILES, "[method]descriptor.append-via-stream") void append_via(handle, result *);
IMPORT(FILES, "[resource-drop]descriptor") void drop_descriptor(handle);

extern u8 __heap_base;
static u8 *top = &__heap_base;

// What a call has been given goes when the next one begins.
EXPORT("cabi_realloc") void *cabi_realloc(void *old, u32 old_size, u32 align, u32 size) {
    (void) old; (void) old_size;
    u32 at = ((u32) top + align - 1) & ~(align - 1);
    u32 end = at + size;
    u32 have = __builtin_wasm_memory_size(0) << 16;
    if (end > have && __builtin_wasm_memory_grow(0, (end - have + 0xffff) >> 16) == (u32) -1)
        __builtin_trap();
    top = (u8 *) end;
    return (void *) at;
}

static char said[4096];
static text answer;

static void say(const char *words) {
    while (*words && answer.count < sizeof said)
        said[answer.count++] = *words++;
}

static void say_number(u64 number) {
    char digits[20];
    int count = 0;
    do {
        digits[count++] = '0' + number % 10;
        number /= 10;
    } while (number);
    while (count)
        said[answer.count++] = digits[--count];
}

static void begin(void) {
    answer.at = said;
    answer.count = 0;
}

static text *end(void) {
    top = &__heap_base;
    return &answer;
}

static text *say_failure(u32 closed, handle error) {
    if (closed) {
        say("closed");
    } else {
        text why;
        error_text(error, &why);
        say("failed: ");
        for (u32 i = 0; i < why.count && i < 100; i++)
            said[answer.count++] = why.at[i];
        drop_error(error);
    }
    return end();
}

static text *say_count(const char *what, result8 *done) {
    if (done->failed & 0xff)
        return say_failure(done->closed, done->error);
    say(what);
    say_number(done->count);
    return end();
}

static text *say_done(result *done) {
    if (done->failed)
        return say_failure(done->closed, done->error);
    say("done");
    return end();
}

// 0 read, 1 blocking-read, 2 skip, 3 blocking-skip, 4 poll, 5 block and ready, 6 all of it by blocking-read.
static text *read_from(handle from, u32 how, u64 most) {
    result got;
    result8 count;
    begin();
    if (how == 2 || how == 3) {
        (how == 2 ? in_skip : in_blocking_skip)(from, most, &count);
        return say_count("skipped ", &count);
    }
    if (how == 4 || how == 5) {
        handle ready = in_subscribe(from);
        if (how == 4) {
            text indices;
            poll(&ready, 1, &indices);
            say("ready ");
            say_number(indices.count);
        } else {
            pollable_block(ready);
            say(pollable_ready(ready) ? "ready" : "not ready");
        }
        drop_pollable(ready);
        return end();
    }
    if (how == 6) {
        u64 bytes = 0;
        u32 sum = 0;
        while (1) {
            top = &__heap_base;
            in_blocking_read(from, most, &got);
            if (got.failed)
                break;
            bytes += got.bytes.count;
            for (u32 i = 0; i < got.bytes.count; i++)
                sum = sum * 31 + (u8) got.bytes.at[i];
        }
        say_number(bytes);
        say(" bytes, ");
        say_number(sum);
        say(", ");
        return say_failure(got.closed, got.error);
    }
    (how ? in_blocking_read : in_read)(from, most, &got);
    if (got.failed)
        return say_failure(got.closed, got.error);
    say("read ");
    for (u32 i = 0; i < got.bytes.count && i < 1000; i++)
        said[answer.count++] = got.bytes.at[i];
    return end();
}

// 0 check-write, write and flush; 1 blocking-write-and-flush; 2 check-write and write-zeroes of as many; 3
// blocking-write-zeroes-and-flush; 4 subscribe, block and ready; 5 flush and blocking-flush; 6 a thousand times, as there is
// room; 7 without asking.
static text *write_to(handle to, u32 how, const char *words, u32 count) {
    result done;
    result8 room;
    begin();
    switch (how) {
    case 0:
    case 2:
        out_check(to, &room);
        if (room.failed & 0xff)
            return say_failure(room.closed, room.error);
        if (room.count < count) {
            say("no room");
            return end();
        }
        if (how)
            out_zeroes(to, count, &done);
        else
            out_write(to, words, count, &done);
        if (!done.failed)
            out_flush(to, &done);
        return say_done(&done);
    case 1:
        out_write_flush(to, words, count, &done);
        return say_done(&done);
    case 3:
        out_zeroes_flush(to, count, &done);
        return say_done(&done);
    case 4: {
        handle ready = out_subscribe(to);
        pollable_block(ready);
        say(pollable_ready(ready) ? "ready" : "not ready");
        drop_pollable(ready);
        return end();
    }
    case 5:
        out_flush(to, &done);
        if (!done.failed)
            out_blocking_flush(to, &done);
        return say_done(&done);
    case 6:
        for (u32 i = 0; i < 1000; i++) {
            handle ready = out_subscribe(to);
            u64 left = count;
            do {
                pollable_block(ready);
                out_check(to, &room);
            } while (!(room.failed & 0xff) && room.count < left);
            drop_pollable(ready);
            if (room.failed & 0xff)
                return say_failure(room.closed, room.error);
            out_write(to, words, count, &done);
            if (done.failed)
                return say_failure(done.closed, done.error);
        }
        out_blocking_flush(to, &done);
        return say_done(&done);
    default:
        out_write(to, words, count, &done);
        return say_done(&done);
    }
}

// 0 splice, 1 blocking-splice, 2 blocking-splice until one of both ends.
static text *move(handle from, handle to, u32 how, u64 most) {
    result8 moved;
    u64 all = 0;
    begin();
    do {
        (how ? out_blocking_splice : out_splice)(to, from, most, &moved);
        if (moved.failed & 0xff)
            break;
        all += moved.count;
    } while (how == 2);
    say("moved ");
    say_number(all);
    if (!(moved.failed & 0xff))
        return end();
    say(", ");
    return say_failure(moved.closed, moved.error);
}

static handle open_file(const char *name, u32 length, u32 open_flags, u32 flags) {
    text folders;
    result file;
    get_directories(&folders);
    handle folder = *(handle *) folders.at;
    open_at(folder, 0, name, length, open_flags, flags, &file);
    drop_descriptor(folder);
    if (file.failed)
        __builtin_trap();
    return file.value;
}

// The standard stream, or the file "in" or "out" of the only folder.
static handle own_input(u32 what) {
    if (!what)
        return get_stdin();
    result stream;
    handle file = open_file("in", 2, 0, 1);
    read_via(file, 0, &stream);
    drop_descriptor(file);
    return stream.value;
}

static handle own_output(u32 what) {
    if (!what)
        return get_stdout();
    result stream;
    handle file = open_file("out", 3, 1, 2);
    append_via(file, &stream);
    drop_descriptor(file);
    return stream.value;
}
