// What a guest's host itself offers: wasi:config/store, wasi:logging/logging, wasi:keyvalue store, atomics and batch. Given
// are the values a = 1 and b = "zwei ü", and an empty bucket "default".
#include "wasi02.h"

#define KV "0.2.0-draft2"
typedef struct { char *at; u32 length; } text;
// result<T, error> of the store's: both cases at 4 where T is no number of 64 bits.
typedef struct { u8 tag; u8 pad[3]; union {
    struct { u8 some; u8 pad2[3]; u8 *value; u32 length; };
    struct { text *keys; u32 count; u8 more; u8 pad3[3]; text cursor; };
    struct { u8 error; u8 pad4[3]; union { text message; handle again; }; };
    struct { u8 code; u8 pad5[3]; u8 inner; };
    handle at; u8 flag;
    struct { void *list; u32 size; };
}; } answer;
typedef struct { u8 tag; u8 pad[7]; union { u64 number; struct { u8 error; u8 pad2[3]; text message; }; }; } sum;
typedef struct { text key; u8 *value; u32 length; } entry;
typedef struct { u8 some; u8 pad[3]; entry entry; } maybe;

IMPORT("config/store", "0.2.0-rc.1", "get") void config_get(const char *, u32, answer *);
IMPORT("config/store", "0.2.0-rc.1", "get-all") void config_all(answer *);
IMPORT("logging/logging", "0.1.0-draft", "log") void write_log(u32 level, const char *, u32, const char *, u32);
IMPORT("keyvalue/store", KV, "open") void open_bucket(const char *, u32, answer *);
IMPORT("keyvalue/store", KV, "[method]bucket.get") void get(handle, const char *, u32, answer *);
IMPORT("keyvalue/store", KV, "[method]bucket.set") void set(handle, const char *, u32, const void *, u32, answer *);
IMPORT("keyvalue/store", KV, "[method]bucket.delete") void del(handle, const char *, u32, answer *);
IMPORT("keyvalue/store", KV, "[method]bucket.exists") void exists(handle, const char *, u32, answer *);
IMPORT("keyvalue/store", KV, "[method]bucket.list-keys") void keys(handle, u32 some, const char *, u32, answer *);
IMPORT("keyvalue/store", KV, "[resource-drop]bucket") void drop_bucket(handle);
IMPORT("keyvalue/atomics", KV, "[static]cas.new") void cas_new(handle, const char *, u32, answer *);
IMPORT("keyvalue/atomics", KV, "[method]cas.current") void cas_current(handle, answer *);
IMPORT("keyvalue/atomics", KV, "[resource-drop]cas") void drop_cas(handle);
IMPORT("keyvalue/atomics", KV, "increment") void increment(handle, const char *, u32, u64, sum *);
IMPORT("keyvalue/atomics", KV, "swap") void swap(handle, const void *, u32, answer *);
IMPORT("keyvalue/batch", KV, "get-many") void get_many(handle, const text *, u32, answer *);
IMPORT("keyvalue/batch", KV, "set-many") void set_many(handle, const entry *, u32, answer *);
IMPORT("keyvalue/batch", KV, "delete-many") void delete_many(handle, const text *, u32, answer *);

enum { TRACE, DEBUG, INFO, WARN, ERROR, CRITICAL };
enum { NO_SUCH_STORE, ACCESS_DENIED, OTHER };
enum { STORE_ERROR, CAS_FAILED };

static int is(const void *at, u32 size, const char *wanted) {
    return size == length(wanted) && same(at, wanted, size);
}

static void config(void) {
    answer a;
    config_get(S("a"), &a);
    CHECK(a.tag == OK && a.some && is(a.value, a.length, "1"));
    config_get(S("b"), &a);
    CHECK(a.tag == OK && a.some && is(a.value, a.length, "zwei ü"));
    config_get(S("c"), &a);
    CHECK(a.tag == OK && !a.some);
    config_all(&a);
    CHECK(a.tag == OK && a.size == 2);
    entry *all = a.list;
    CHECK(is(all[0].key.at, all[0].key.length, "a") && is(all[0].value, all[0].length, "1"));
    CHECK(is(all[1].key.at, all[1].key.length, "b") && is(all[1].value, all[1].length, "zwei ü"));
}

static void logging(void) {
    for (u32 level = TRACE; level <= CRITICAL; level++)
        write_log(level, S("guest"), S("message ü"));
    write_log(INFO, S(""), S(""));
    write_log(WARN, S("two\nlines"), S("\x1b[31mred\x1b[0m"));
}

static void buckets(void) {
    answer a;
    open_bucket(S("another"), &a);
    CHECK(a.tag == ERR && a.error == NO_SUCH_STORE);
    open_bucket(S("default"), &a);
    CHECK(a.tag == OK);
    if (a.tag != OK) return;
    handle bucket = a.at;
    get(bucket, S("k"), &a);
    CHECK(a.tag == OK && !a.some);
    exists(bucket, S("k"), &a);
    CHECK(a.tag == OK && !a.flag);
    set(bucket, S("k"), "\0\xff", 2, &a);
    CHECK(a.tag == OK);
    get(bucket, S("k"), &a);
    CHECK(a.tag == OK && a.some && a.length == 2 && same(a.value, "\0\xff", 2));
    exists(bucket, S("k"), &a);
    CHECK(a.tag == OK && a.flag);
    set(bucket, S("k"), "", 0, &a);
    CHECK(a.tag == OK);
    get(bucket, S("k"), &a);
    CHECK(a.tag == OK && a.some && a.length == 0);
    keys(bucket, 0, S(""), &a);
    CHECK(a.tag == OK && a.count == 1 && !a.more && is(a.keys[0].at, a.keys[0].length, "k"));
    // A key of more than a kilobyte.
    static char huge[1025];
    for (u32 i = 0; i < sizeof huge; i++) huge[i] = 'x';
    set(bucket, huge, sizeof huge, "v", 1, &a);
    CHECK(a.tag == ERR && a.error == OTHER && a.message.length > 0);
    del(bucket, S("k"), &a);
    CHECK(a.tag == OK);
    del(bucket, S("k"), &a);
    CHECK(a.tag == OK);
    exists(bucket, S("k"), &a);
    CHECK(a.tag == OK && !a.flag);
    drop_bucket(bucket);
}

/** More keys than a page has: each comes once. */
static void pages(void) {
    answer a;
    enum { MANY = 2500 };
    static entry many[MANY];
    static char names[MANY][5];
    for (u32 i = 0; i < MANY; i++) {
        u32 rest = i;
        for (int at = 3; at >= 0; at--) { names[i][at] = (char) ('0' + rest % 10); rest /= 10; }
        many[i] = (entry) {.key = {names[i], 4}, .value = (u8 *) "v", .length = 1};
    }
    open_bucket(S("default"), &a);
    handle bucket = a.at;
    set_many(bucket, many, MANY, &a);
    CHECK(a.tag == OK);
    u32 seen = 0, rounds = 0;
    text cursor = {"", 0};
    for (u32 more = 0;; more = 1) {
        keys(bucket, more, cursor.at, cursor.length, &a);
        CHECK(a.tag == OK);
        if (a.tag != OK) break;
        for (u32 i = 0; i < a.count; i++, seen++)
            CHECK(seen < MANY && is(a.keys[i].at, a.keys[i].length, names[seen]));
        rounds++;
        if (!a.more) break;
        cursor = a.cursor;
    }
    CHECK(seen == MANY && rounds > 1);
    drop_bucket(bucket);
}

static void batches(void) {
    answer a;
    open_bucket(S("default"), &a);
    handle bucket = a.at;
    entry two[] = {{.key = {"one", 3}, .value = (u8 *) "1", .length = 1}, {.key = {"two", 3}, .value = (u8 *) "22", .length = 2}};
    set_many(bucket, two, 2, &a);
    CHECK(a.tag == OK);
    text wanted[] = {{"two", 3}, {"none", 4}, {"one", 3}};
    get_many(bucket, wanted, 3, &a);
    CHECK(a.tag == OK && a.size == 3);
    maybe *found = a.list;
    CHECK(found[0].some && is(found[0].entry.key.at, found[0].entry.key.length, "two")
        && is(found[0].entry.value, found[0].entry.length, "22"));
    CHECK(!found[1].some);
    CHECK(found[2].some && is(found[2].entry.value, found[2].entry.length, "1"));
    delete_many(bucket, wanted, 3, &a);
    CHECK(a.tag == OK);
    get_many(bucket, wanted, 3, &a);
    found = a.list;
    CHECK(a.tag == OK && a.size == 3 && !found[0].some && !found[1].some && !found[2].some);
    drop_bucket(bucket);
}

static void atomics(void) {
    answer a; sum s;
    open_bucket(S("default"), &a);
    handle bucket = a.at;
    increment(bucket, S("count"), 5, &s);
    CHECK(s.tag == OK && s.number == 5);
    increment(bucket, S("count"), (u64) -7, &s);
    CHECK(s.tag == OK && s.number == (u64) -2);
    get(bucket, S("count"), &a);
    CHECK(a.tag == OK && a.some && is(a.value, a.length, "-2"));
    set(bucket, S("count"), "many", 4, &a);
    increment(bucket, S("count"), 1, &s);
    CHECK(s.tag == ERR && s.error == OTHER);

    cas_new(bucket, S("place"), &a);
    CHECK(a.tag == OK);
    handle first = a.at;
    cas_current(first, &a);
    CHECK(a.tag == OK && !a.some);
    cas_new(bucket, S("place"), &a);
    handle second = a.at;
    swap(first, "mine", 4, &a);
    CHECK(a.tag == OK);
    // The other one came too late, and is told what to try again with.
    swap(second, "theirs", 6, &a);
    CHECK(a.tag == ERR && a.error == CAS_FAILED);
    handle again = a.again;
    cas_current(again, &a);
    CHECK(a.tag == OK && a.some && is(a.value, a.length, "mine"));
    swap(again, "theirs", 6, &a);
    CHECK(a.tag == OK);
    get(bucket, S("place"), &a);
    CHECK(a.tag == OK && is(a.value, a.length, "theirs"));
    cas_new(bucket, S("place"), &a);
    drop_cas(a.at);
    text made[] = {{"count", 5}, {"place", 5}};
    delete_many(bucket, made, 2, &a);
    drop_bucket(bucket);
}

static void test(void) {
    config();
    logging();
    buckets();
    if (failures) return;
    batches();
    atomics();
    pages();
}
