// What the guests of this folder share: the functions of WASI 0.2 as core imports (Canonical ABI, flattened by hand),
// a check that tells its line, and the allocator that the host's answers need.
#include <stdint.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef u32 handle;

#define IMPORT(iface, version, name) \
    __attribute__((import_module("wasi:" iface "@" version), import_name(name))) extern
#define W "0.2.12"

// Results are written to a place that the caller gives: tag first, payload at 4 or 8 by its alignment.
typedef struct { u8 tag; u8 pad[3]; union { struct { u8 *ptr; u32 len; }; struct { u8 error; u8 pad2[3]; handle cause; };
    handle value; u8 code; u8 flag; }; u32 more[4]; } result4;
typedef struct { u8 tag; u8 pad[7]; union { u64 value; struct { u8 error; u8 pad2[3]; handle cause; }; u8 code; };
    u64 more[14]; } result8;

enum { OK = 0, ERR = 1, FAILED = 0, CLOSED = 1 };

// wasi:io
IMPORT("io/error", W, "[method]error.to-debug-string") void error_text(handle, result4 *);
IMPORT("io/error", W, "[resource-drop]error") void drop_error(handle);
IMPORT("io/poll", W, "[method]pollable.ready") int pollable_ready(handle);
IMPORT("io/poll", W, "[method]pollable.block") void pollable_block(handle);
IMPORT("io/poll", W, "poll") void poll(const handle *, u32, result4 *);
IMPORT("io/poll", W, "[resource-drop]pollable") void drop_pollable(handle);
IMPORT("io/streams", W, "[method]input-stream.read") void in_read(handle, u64, result4 *);
IMPORT("io/streams", W, "[method]input-stream.blocking-read") void in_blocking_read(handle, u64, result4 *);
IMPORT("io/streams", W, "[method]input-stream.skip") void in_skip(handle, u64, result8 *);
IMPORT("io/streams", W, "[method]input-stream.blocking-skip") void in_blocking_skip(handle, u64, result8 *);
IMPORT("io/streams", W, "[method]input-stream.subscribe") handle in_subscribe(handle);
IMPORT("io/streams", W, "[resource-drop]input-stream") void drop_in(handle);
IMPORT("io/streams", W, "[method]output-stream.check-write") void out_check(handle, result8 *);
IMPORT("io/streams", W, "[method]output-stream.write") void out_write(handle, const void *, u32, result4 *);
IMPORT("io/streams", W, "[method]output-stream.blocking-write-and-flush") void out_blocking_write(handle, const void *,
    u32, result4 *);
IMPORT("io/streams", W, "[method]output-stream.flush") void out_flush(handle, result4 *);
IMPORT("io/streams", W, "[method]output-stream.blocking-flush") void out_blocking_flush(handle, result4 *);
IMPORT("io/streams", W, "[method]output-stream.write-zeroes") void out_zeroes(handle, u64, result4 *);
IMPORT("io/streams", W, "[method]output-stream.blocking-write-zeroes-and-flush") void out_blocking_zeroes(handle, u64,
    result4 *);
IMPORT("io/streams", W, "[method]output-stream.splice") void out_splice(handle, handle, u64, result8 *);
IMPORT("io/streams", W, "[method]output-stream.blocking-splice") void out_blocking_splice(handle, handle, u64, result8 *);
IMPORT("io/streams", W, "[method]output-stream.subscribe") handle out_subscribe(handle);
IMPORT("io/streams", W, "[resource-drop]output-stream") void drop_out(handle);

// wasi:cli
IMPORT("cli/stdin", W, "get-stdin") handle get_stdin(void);
IMPORT("cli/stdout", W, "get-stdout") handle get_stdout(void);
IMPORT("cli/stderr", W, "get-stderr") handle get_stderr(void);

// wasi:filesystem, as far as more than one guest uses it
typedef struct { handle descriptor; char *name; u32 length; } preopen;
IMPORT("filesystem/preopens", W, "get-directories") void get_directories(struct { preopen *at; u32 count; } *);
IMPORT("filesystem/types", W, "[method]descriptor.open-at") void open_at(handle, u32 path_flags, const char *, u32,
    u32 open_flags, u32 flags, result4 *);
IMPORT("filesystem/types", W, "[method]descriptor.read-via-stream") void read_via_stream(handle, u64, result4 *);
IMPORT("filesystem/types", W, "[method]descriptor.write-via-stream") void write_via_stream(handle, u64, result4 *);
IMPORT("filesystem/types", W, "[method]descriptor.append-via-stream") void append_via_stream(handle, result4 *);
IMPORT("filesystem/types", W, "[resource-drop]descriptor") void drop_descriptor(handle);
enum { FOLLOW = 1, CREATE = 1, DIRECTORY = 2, EXCLUSIVE = 4, TRUNCATE = 8, READ = 1, WRITE = 2, MUTATE = 32 };

static u32 length(const char *text) { u32 n = 0; while (text[n]) n++; return n; }
#define S(text) (text), length(text)

static int same(const void *a, const void *b, u32 n) {
    const u8 *x = a, *y = b;
    while (n--) if (*x++ != *y++) return 0;
    return 1;
}

void *memset(void *to, int value, unsigned long n) { u8 *at = to; while (n--) *at++ = (u8) value; return to; }
void *memcpy(void *to, const void *from, unsigned long n) {
    u8 *at = to; const u8 *source = from; while (n--) *at++ = *source++; return to;
}

// Answers live until run returns: guests of this kind are short.
extern u8 __heap_base;
static u8 *next;
__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(void *old, u32 old_size, u32 align, u32 size) {
    if (!next) next = &__heap_base;
    u8 *at = (u8 *) (((uintptr_t) next + align - 1) & ~(uintptr_t) (align - 1));
    next = at + size;
    uintptr_t have = __builtin_wasm_memory_size(0) << 16;
    if ((uintptr_t) next > have && __builtin_wasm_memory_grow(0, (((uintptr_t) next - have) >> 16) + 1) == (uintptr_t) -1)
        __builtin_trap();
    if (old) memcpy(at, old, old_size);
    return at;
}

static void say(handle stream, const char *text) { result4 r; out_blocking_write(stream, S(text), &r); }

static int failures;
static void fail(const char *what, int line) {
    char number[12]; int at = 11; number[at] = 0;
    do { number[--at] = (char) ('0' + line % 10); line /= 10; } while (line);
    handle err = get_stderr();
    say(err, "line "); say(err, number + at); say(err, ": "); say(err, what); say(err, "\n");
    drop_out(err);
    failures++;
}
#define CHECK(condition) do { if (!(condition)) fail(#condition, __LINE__); } while (0)

static void test(void);
__attribute__((export_name("wasi:cli/run@0.2.12#run"))) int run(void) {
    test();
    handle out = get_stdout();
    say(out, failures ? "failed\n" : "all as specified\n");
    drop_out(out);
    return failures != 0;
}
