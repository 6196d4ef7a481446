// A guest of the services that the container itself gives: configuration, log, key-value store; and of what is limited.
#include <stdint.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef u32 handle;

#define EXPORT(name) __attribute__((export_name("demo:keeper/desk@0.1.0#" name)))
#define IMPORT(iface, name) __attribute__((import_module("wasi:" iface), import_name(name))) extern
#define CONFIG "config/store@0.2.0-rc.1"
#define LOGGING "logging/logging@0.1.0-draft"
#define STORE "keyvalue/store@0.2.0-draft2"
#define ATOMICS "keyvalue/atomics@0.2.0-draft2"
#define BATCH "keyvalue/batch@0.2.0-draft2"

typedef struct { u32 some; char *text; u32 length; } optional;
typedef struct { u32 error; union { optional value; handle at; u32 code; struct { void *list; u32 count; }; u32 more[8]; }; } result;
typedef struct { u64 error; union { int64_t sum; u32 more[8]; }; } result8;
typedef struct { const char *key; u32 key_length; const char *value; u32 value_length; } pair;

IMPORT(CONFIG, "get") void config_get(const char *, u32, result *);
IMPORT(CONFIG, "get-all") void config_all(result *);
IMPORT(LOGGING, "log") void log_line(u32 level, const char *, u32, const char *, u32);
IMPORT(STORE, "open") void store_open(const char *, u32, result *);
IMPORT(STORE, "[method]bucket.get") void bucket_get(handle, const char *, u32, result *);
IMPORT(STORE, "[method]bucket.set") void bucket_set(handle, const char *, u32, const char *, u32, result *);
IMPORT(STORE, "[resource-drop]bucket") void drop_bucket(handle);
IMPORT(ATOMICS, "increment") void increment(handle, const char *, u32, int64_t, result8 *);
IMPORT(ATOMICS, "[static]cas.new") void cas_new(handle, const char *, u32, result *);
IMPORT(ATOMICS, "swap") void cas_swap(handle, const char *, u32, result *);
IMPORT(BATCH, "set-many") void set_many(handle, const pair *, u32, result *);
IMPORT("random/random@0.2.12", "get-random-bytes") void random_bytes(u64, u32 *);
IMPORT("http/types@0.2.12", "[constructor]fields") handle make_fields(void);
IMPORT("http/types@0.2.12", "[method]fields.append") void append(handle, const char *, u32, const u8 *, u32, u8 *);
IMPORT("http/types@0.2.12", "[resource-drop]fields") void drop_fields(handle);
IMPORT("sockets/tcp-create-socket@0.2.12", "create-tcp-socket") void create_tcp(u32 family, result *);
IMPORT("sockets/tcp@0.2.12", "[resource-drop]tcp-socket") void drop_tcp(handle);
IMPORT("filesystem/preopens@0.2.12", "get-directories") void get_directories(struct { handle *at; u32 count; } *);
IMPORT("filesystem/types@0.2.12", "[method]descriptor.open-at") void open_at(handle, u32, const char *, u32, u32, u32, result *);
IMPORT("filesystem/types@0.2.12", "[resource-drop]descriptor") void drop_descriptor(handle);

extern u8 __heap_base;
static u8 *top = &__heap_base;

// Everything that a call has been given goes when the next one begins, but for what was asked for by the host's answers.
__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(void *old, u32 old_size, u32 align, u32 size) {
    (void) old; (void) old_size;
    u32 at = ((u32) top + align - 1) & ~(align - 1);
    u32 end = at + size;
    u32 have = __builtin_wasm_memory_size(0) << 16;
    if (end > have && __builtin_wasm_memory_grow(0, (end - have + 0xffff) >> 16) == (u32) -1)
        __builtin_trap();
    top = (u8 *) end;
    return (void *) at;
}

#define AFTER(name) __attribute__((export_name("cabi_post_demo:keeper/desk@0.1.0#" name)))
static void forget(void) { top = &__heap_base; }

static void must(u32 error) {
    if (error)
        __builtin_trap();
}

static handle bucket(void) {
    result r;
    store_open("default", 7, &r);
    must((u8) r.error);
    return r.at;
}

static optional answer;

static optional *optional_of(result *r) {
    must((u8) r->error);
    answer = r->value;
    answer.some = (u8) answer.some;
    return &answer;
}

EXPORT("setting") optional *setting(const char *key, u32 length) {
    result r;
    config_get(key, length, &r);
    return optional_of(&r);
}
AFTER("setting") void after_setting(void *r) { (void) r; forget(); }

EXPORT("settings") u32 settings(void) {
    result r;
    config_all(&r);
    must((u8) r.error);
    forget();
    return r.count;
}

EXPORT("say") void say(u32 level, const char *context, u32 context_length, const char *message, u32 length) {
    log_line(level, context, context_length, message, length);
    forget();
}

EXPORT("put") void put(const char *key, u32 key_length, const char *value, u32 length) {
    handle b = bucket();
    result r;
    bucket_set(b, key, key_length, value, length, &r);
    must((u8) r.error);
    drop_bucket(b);
    forget();
}

EXPORT("get") optional *get(const char *key, u32 length) {
    handle b = bucket();
    result r;
    bucket_get(b, key, length, &r);
    drop_bucket(b);
    return optional_of(&r);
}
AFTER("get") void after_get(void *r) { (void) r; forget(); }

EXPORT("put-both") void put_both(const char *one, u32 one_length, const char *other, u32 other_length, const char *value,
        u32 length) {
    pair pairs[] = {{one, one_length, value, length}, {other, other_length, value, length}};
    handle b = bucket();
    result r;
    set_many(b, pairs, 2, &r);
    must((u8) r.error);
    drop_bucket(b);
    forget();
}

EXPORT("add") int64_t add(const char *key, u32 length, int64_t amount) {
    handle b = bucket();
    result8 r;
    increment(b, key, length, amount, &r);
    must((u8) r.error);
    drop_bucket(b);
    forget();
    return r.sum;
}

EXPORT("swap") u32 swap(const char *key, u32 key_length, const char *value, u32 length) {
    handle b = bucket();
    result r;
    cas_new(b, key, key_length, &r);
    must((u8) r.error);
    cas_swap(r.at, value, length, &r);
    drop_bucket(b);
    forget();
    return !(u8) r.error;
}

EXPORT("other-bucket") u32 other_bucket(const char *name, u32 length) {
    result r;
    store_open(name, length, &r);
    if (!(u8) r.error)
        drop_bucket(r.at);
    forget();
    return !(u8) r.error;
}

EXPORT("random") void random(u64 count) {
    u32 list[2];
    random_bytes(count, list);
    must(list[1] != count);
    forget();
}

EXPORT("fields") void fields(u32 bytes) {
    handle made = make_fields();
    u8 *value = cabi_realloc(0, 0, 1, bytes);
    u8 r[8];
    __builtin_memset(value, 'x', bytes);
    append(made, "f", 1, value, bytes - 5, r);
    must(r[0]);
    drop_fields(made);
    forget();
}

EXPORT("sockets") u32 sockets(u32 count) {
    handle *open = cabi_realloc(0, 0, 4, count * 4);
    u32 n = 0;
    for (result r; n < count; n++) {
        create_tcp(0, &r);
        if ((u8) r.error)
            break;
        open[n] = r.at;
    }
    for (u32 i = 0; i < n; i++)
        drop_tcp(open[i]);
    forget();
    return n;
}

EXPORT("files") u32 files(u32 count) {
    struct { handle *at; u32 count; } folders;
    get_directories((void *) &folders);
    handle folder = folders.at[0];
    handle *open = cabi_realloc(0, 0, 4, count * 4);
    u32 n = 0;
    for (result r; n < count; n++) {
        open_at(folder, 0, ".", 1, 2, 1, &r);
        if ((u8) r.error)
            break;
        open[n] = r.at;
    }
    for (u32 i = 0; i < n; i++)
        drop_descriptor(open[i]);
    drop_descriptor(folder);
    forget();
    return n;
}

EXPORT("spin") void spin(void) {
    for (volatile u32 i = 0;; i++);
}

EXPORT("ask") void ask(u32 container) {
    for (;;) {
        u32 list[2];
        result r;
        if (container)
            config_all(&r);
        else
            random_bytes(8, list);
        forget();
    }
}

EXPORT("give") void give(u32 bytes) {
    u8 *text = cabi_realloc(0, 0, 1, bytes);
    __builtin_memset(text, 'x', bytes);
    log_line(0, "", 0, (char *) text, bytes);
    forget();
}

EXPORT("work") u32 work(u32 thousands) {
    u32 x = 1;
    for (volatile u32 i = 0; i < thousands * 1000; i++)
        x = x * 1664525 + 1013904223;
    return x;
}
