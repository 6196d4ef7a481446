// Every function of wasi:filesystem 0.2. The folder it starts with is writable and holds "given" with the text "given";
// a second one holds the same and is for reading only.
#include "wasi02.h"

typedef struct { u64 seconds; u32 nanoseconds; u32 pad; } datetime;
typedef struct { u8 some; u8 pad[7]; datetime at; } maybe_time;
typedef struct { u8 tag; u8 pad[7]; union { struct { u8 type; u64 links; u64 size; maybe_time accessed, modified, changed; };
    u8 code; }; } stat_result;
typedef struct { u8 tag; u8 pad[7]; union { struct { u64 lower, upper; }; u8 code; }; } hash_result;
typedef struct { u8 tag; u8 pad[3]; union { struct { u8 *ptr; u32 len; u8 end; }; u8 code; }; } read_result;
typedef struct { u8 tag; u8 pad[3]; union { struct { u8 some; u8 pad2[3]; u8 type; u8 pad3[3]; char *name; u32 length; };
    u8 code; }; } entry_result;

#define FS(name) IMPORT("filesystem/types", W, name)
#define D(name) FS("[method]descriptor." name)
D("advise") void fs_advise(handle, u64, u64, u32, u8 *);
D("sync-data") void sync_data(handle, u8 *);
D("get-flags") void get_flags(handle, u8 *);
D("get-type") void get_type(handle, u8 *);
D("set-size") void set_size(handle, u64, u8 *);
D("set-times") void set_times(handle, u32, u64, u32, u32, u64, u32, u8 *);
D("read") void fs_read(handle, u64, u64, read_result *);
D("write") void fs_write(handle, const void *, u32, u64, result8 *);
D("read-directory") void read_directory(handle, result4 *);
D("sync") void fs_sync(handle, u8 *);
D("create-directory-at") void create_directory(handle, const char *, u32, u8 *);
D("stat") void fs_stat(handle, stat_result *);
D("stat-at") void stat_at(handle, u32, const char *, u32, stat_result *);
D("set-times-at") void set_times_at(handle, u32, const char *, u32, u32, u64, u32, u32, u64, u32, u8 *);
D("link-at") void link_at(handle, u32, const char *, u32, handle, const char *, u32, u8 *);
D("readlink-at") void readlink_at(handle, const char *, u32, result4 *);
D("remove-directory-at") void remove_directory(handle, const char *, u32, u8 *);
D("rename-at") void rename_at(handle, const char *, u32, handle, const char *, u32, u8 *);
D("symlink-at") void symlink_at(handle, const char *, u32, const char *, u32, u8 *);
D("unlink-file-at") void unlink_file(handle, const char *, u32, u8 *);
D("is-same-object") int same_object(handle, handle);
D("metadata-hash") void metadata_hash(handle, hash_result *);
D("metadata-hash-at") void metadata_hash_at(handle, u32, const char *, u32, hash_result *);
FS("[method]directory-entry-stream.read-directory-entry") void read_entry(handle, entry_result *);
FS("[resource-drop]directory-entry-stream") void drop_entries(handle);
FS("filesystem-error-code") void error_code(handle, u8 *);

// error-code, descriptor-type and the cases of new-timestamp, by their places
enum { access = 0, bad_descriptor = 3, exist = 7, invalid = 12, is_directory = 14, loop = 15, no_entry = 20,
    not_directory = 24, not_empty = 25, not_permitted = 31, read_only = 33, file_too_large = 8 };
enum { T_DIRECTORY = 3, T_LINK = 5, T_FILE = 6 };
enum { NO_CHANGE = 0, NOW = 1, AT = 2 };

static handle folder, protected;

static u8 raw[2];
#define DID(call) (call, raw[0] == OK)
#define FAILS(error, call) (call, raw[0] == ERR && raw[1] == (error))

static handle open(handle base, const char *name, u32 open_flags, u32 flags) {
    result4 r;
    open_at(base, FOLLOW, S(name), open_flags, flags, &r);
    CHECK(r.tag == OK);
    return r.value;
}

static int open_fails(handle base, u32 path_flags, const char *name, u32 open_flags, u32 flags, u8 error) {
    result4 r;
    open_at(base, path_flags, S(name), open_flags, flags, &r);
    if (r.tag == OK) drop_descriptor(r.value);
    return r.tag == ERR && r.code == error;
}

static void files(void) {
    result4 r; result8 n; read_result b; stat_result s;
    handle file = open(folder, "file", CREATE | EXCLUSIVE, READ | WRITE);
    CHECK(open_fails(folder, 0, "file", CREATE | EXCLUSIVE, WRITE, exist));
    CHECK(open_fails(folder, 0, "missing", 0, READ, no_entry));
    CHECK(open_fails(folder, 0, "file", DIRECTORY, READ, not_directory));
    CHECK(open_fails(folder, 0, "new", CREATE | DIRECTORY, READ, invalid));
    CHECK(open_fails(folder, FOLLOW, "../given", 0, READ, not_permitted));
    CHECK(open_fails(folder, FOLLOW, "/etc/passwd", 0, READ, not_permitted));
    CHECK(open_fails(folder, FOLLOW, "", 0, READ, no_entry));
    fs_write(file, "0123456789", 10, 5, &n);
    CHECK(n.tag == OK && n.value == 10);
    fs_read(file, 100, 0, &b);
    CHECK(b.tag == OK && b.len == 15 && b.end == 1 && same(b.ptr, "\0\0\0\0\0" "0123456789", 15));
    fs_read(file, 5, 5, &b);
    CHECK(b.tag == OK && b.len == 5 && b.end == 0 && same(b.ptr, "01234", 5));
    fs_read(file, 5, 100, &b);
    CHECK(b.tag == OK && b.len == 0 && b.end == 1);
    fs_read(file, 1, UINT64_MAX, &b);
    CHECK(b.tag == ERR && b.code == invalid);
    CHECK(DID(set_size(file, 7, raw)));
    fs_stat(file, &s);
    CHECK(s.tag == OK && s.type == T_FILE && s.links == 1 && s.size == 7 && s.modified.some);
    CHECK(DID(fs_advise(file, 0, 0, 4, raw)));
    CHECK(DID(sync_data(file, raw)));
    CHECK(DID(fs_sync(file, raw)));
    CHECK(DID(get_flags(file, raw)) && raw[1] == (READ | WRITE));
    CHECK(DID(get_type(file, raw)) && raw[1] == T_FILE);
    CHECK(DID(set_times(file, AT, 1000, 5, AT, 2000, 6, raw)));
    fs_stat(file, &s);
    CHECK(s.accessed.at.seconds == 1000 && s.accessed.at.nanoseconds == 5 && s.modified.at.seconds == 2000
        && s.modified.at.nanoseconds == 6);
    CHECK(DID(set_times(file, NO_CHANGE, 0, 0, NOW, 0, 0, raw)));
    fs_stat(file, &s);
    CHECK(s.accessed.at.seconds == 1000 && s.modified.at.seconds > 1700000000);
    CHECK(FAILS(invalid, set_times(file, AT, 1, 1000000000, NO_CHANGE, 0, 0, raw)));
    drop_descriptor(file);
    // What a descriptor was not opened for it does not do.
    handle reader = open(folder, "file", 0, READ);
    fs_write(reader, "x", 1, 0, &n);
    CHECK(n.tag == ERR && n.code == bad_descriptor);
    write_via_stream(reader, 0, &r);
    CHECK(r.tag == ERR && r.code == bad_descriptor);
    read_directory(reader, &r);
    CHECK(r.tag == ERR && r.code == not_directory);
    drop_descriptor(reader);
    handle writer = open(folder, "file", TRUNCATE, WRITE);
    fs_read(writer, 1, 0, &b);
    CHECK(b.tag == ERR && b.code == bad_descriptor);
    fs_stat(writer, &s);
    CHECK(s.size == 0);
    drop_descriptor(writer);
}

static void folders(void) {
    result4 r; stat_result s; entry_result e;
    CHECK(DID(create_directory(folder, S("sub"), raw)));
    CHECK(FAILS(exist, create_directory(folder, S("sub"), raw)));
    handle sub = open(folder, "sub", DIRECTORY, READ | MUTATE);
    CHECK(DID(get_type(sub, raw)) && raw[1] == T_DIRECTORY);
    CHECK(DID(get_flags(sub, raw)) && raw[1] == (READ | MUTATE));
    fs_read(sub, 1, 0, (read_result *) &r);
    CHECK(r.tag == ERR && r.code == bad_descriptor);
    CHECK(open_fails(folder, 0, "sub", 0, WRITE, is_directory));
    drop_descriptor(open(sub, "one", CREATE, WRITE));
    CHECK(DID(create_directory(sub, S("two"), raw)));
    CHECK(FAILS(not_empty, remove_directory(folder, S("sub"), raw)));
    read_directory(sub, &r);
    CHECK(r.tag == OK);
    handle entries = r.value;
    int seen = 0;
    for (;;) {
        read_entry(entries, &e);
        CHECK(e.tag == OK);
        if (e.tag != OK || !e.some) break;
        if (e.length == 3 && same(e.name, "one", 3)) { CHECK(e.type == T_FILE); seen += 1; }
        else if (e.length == 3 && same(e.name, "two", 3)) { CHECK(e.type == T_DIRECTORY); seen += 10; }
        else seen += 100;
    }
    CHECK(seen == 11);
    drop_entries(entries);
    stat_at(folder, 0, S("sub/one"), &s);
    CHECK(s.tag == OK && s.type == T_FILE && s.size == 0);
    CHECK(DID(set_times_at(folder, 0, S("sub/one"), AT, 7, 0, AT, 8, 0, raw)));
    stat_at(sub, 0, S("one"), &s);
    CHECK(s.accessed.at.seconds == 7 && s.modified.at.seconds == 8);
    CHECK(DID(rename_at(sub, S("one"), folder, S("moved"), raw)));
    CHECK(FAILS(no_entry, rename_at(sub, S("one"), folder, S("moved"), raw)));
    CHECK(DID(remove_directory(sub, S("two"), raw)));
    CHECK(FAILS(is_directory, unlink_file(folder, S("sub"), raw)));
    CHECK(FAILS(not_directory, remove_directory(folder, S("moved"), raw)));
    CHECK(DID(remove_directory(folder, S("sub"), raw)));
    drop_descriptor(sub);
    CHECK(DID(unlink_file(folder, S("moved"), raw)));
}

static void links(void) {
    result4 r; stat_result s; hash_result one, two;
    CHECK(DID(symlink_at(folder, S("given"), S("link"), raw)));
    CHECK(FAILS(not_permitted, symlink_at(folder, S("/etc"), S("out"), raw)));
    CHECK(DID(symlink_at(folder, S(".."), S("up"), raw)));
    CHECK(open_fails(folder, FOLLOW, "up/given", 0, READ, not_permitted));
    readlink_at(folder, S("link"), &r);
    CHECK(r.tag == OK && r.len == 5 && same(r.ptr, "given", 5));
    readlink_at(folder, S("given"), &r);
    CHECK(r.tag == ERR && r.code == invalid);
    stat_at(folder, 0, S("link"), &s);
    CHECK(s.tag == OK && s.type == T_LINK);
    stat_at(folder, FOLLOW, S("link"), &s);
    CHECK(s.tag == OK && s.type == T_FILE && s.size == 5);
    CHECK(open_fails(folder, 0, "link", 0, READ, loop));
    CHECK(DID(link_at(folder, 0, S("given"), folder, S("second"), raw)));
    CHECK(FAILS(exist, link_at(folder, 0, S("given"), folder, S("second"), raw)));
    CHECK(FAILS(no_entry, link_at(folder, 0, S("missing"), folder, S("third"), raw)));
    CHECK(FAILS(invalid, link_at(folder, FOLLOW, S("link"), folder, S("third"), raw)));
    handle a = open(folder, "given", 0, READ), b = open(folder, "second", 0, READ), c = open(folder, ".", 0, READ);
    CHECK(same_object(a, b));
    CHECK(!same_object(a, c));
    metadata_hash(a, &one);
    metadata_hash_at(folder, FOLLOW, S("link"), &two);
    CHECK(one.tag == OK && two.tag == OK && one.lower == two.lower && one.upper == two.upper);
    metadata_hash(c, &two);
    CHECK(one.lower != two.lower);
    drop_descriptor(a); drop_descriptor(b); drop_descriptor(c);
    CHECK(DID(unlink_file(folder, S("second"), raw)));
    CHECK(DID(unlink_file(folder, S("link"), raw)));
    CHECK(DID(unlink_file(folder, S("up"), raw)));
}

static void reading_only(void) {
    result8 n;
    CHECK(open_fails(protected, 0, "given", 0, WRITE, read_only));
    CHECK(open_fails(protected, 0, "given", TRUNCATE, READ, read_only));
    CHECK(open_fails(protected, 0, "new", CREATE, READ, read_only));
    CHECK(open_fails(protected, 0, ".", 0, READ | MUTATE, read_only));
    CHECK(FAILS(read_only, create_directory(protected, S("new"), raw)));
    CHECK(FAILS(read_only, unlink_file(protected, S("given"), raw)));
    CHECK(FAILS(read_only, rename_at(protected, S("given"), protected, S("other"), raw)));
    CHECK(FAILS(read_only, rename_at(protected, S("given"), folder, S("other"), raw)));
    CHECK(FAILS(read_only, link_at(protected, 0, S("given"), folder, S("other"), raw)));
    CHECK(FAILS(read_only, symlink_at(protected, S("given"), S("other"), raw)));
    CHECK(FAILS(read_only, set_times_at(protected, 0, S("given"), NOW, 0, 0, NOW, 0, 0, raw)));
    handle file = open(protected, "given", 0, READ);
    CHECK(FAILS(read_only, set_size(file, 0, raw)));
    CHECK(FAILS(read_only, set_times(file, NOW, 0, 0, NOW, 0, 0, raw)));
    fs_write(file, "x", 1, 0, &n);
    CHECK(n.tag == ERR && n.code == bad_descriptor);
    CHECK(DID(get_flags(protected, raw)) && raw[1] == READ);
    drop_descriptor(file);
}

static void codes(void) {
    result4 r; result8 n; u8 code[2];
    handle file = open(folder, "large", CREATE, WRITE);
    write_via_stream(file, INT64_MAX - 1, &r);
    CHECK(r.tag == OK);
    handle out = r.value;
    out_check(out, &n);
    out_write(out, "xyz", 3, &r);
    CHECK(r.tag == ERR && r.error == FAILED);
    error_code(r.cause, code);
    CHECK(code[0] == 1 && (code[1] == file_too_large || code[1] == invalid));
    drop_error(r.cause);
    drop_out(out);
    drop_descriptor(file);
    CHECK(DID(unlink_file(folder, S("large"), raw)));
}

static void test(void) {
    struct { preopen *at; u32 count; } given;
    get_directories((void *) &given);
    CHECK(given.count == 2);
    if (given.count != 2) return;
    folder = given.at[0].descriptor;
    protected = given.at[1].descriptor;
    CHECK(given.at[0].length == 5 && same(given.at[0].name, "/data", 5));
    files();
    folders();
    links();
    reading_only();
    codes();
}
