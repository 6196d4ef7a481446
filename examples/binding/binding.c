// A component for the Java binding: one function per kind of type, straight on the canonical ABI, so that nothing but
// the binding is measured. Strings and lists pass through an arena that post-return empties.
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define GUEST "arcella:binding/guest@1.0.0#"
#define EXPORT(name) __attribute__((export_name(GUEST name)))
#define POST(name) __attribute__((export_name("cabi_post_" GUEST name)))
#define HOST(name) __attribute__((import_module("arcella:binding/host@1.0.0"), import_name(name)))
#define OWN(name) __attribute__((import_module("[export]arcella:binding/guest@1.0.0"), import_name(name)))

struct list { u8 *at; u32 length; };
struct mixed {
    u32 id; struct list name; double weight; u8 color; u8 rights; struct list tags; struct { u8 has; u64 id; } parent;
};
struct shape { u8 kind; union { double radius; double sides[2]; struct list label; } of; };
struct parsed { u8 failed; union { u32 value; struct { u8 kind; u32 digit; } error; } of; };
struct failed { u8 failed; struct list text; };

extern u8 __heap_base;
static u32 top;

static u8 *take(u32 size, u32 align) {
    if (!top) top = (u32)&__heap_base;
    u32 at = (top + align - 1) & -align;
    u32 end = at + size;
    u32 have = __builtin_wasm_memory_size(0) << 16;
    if (end > have && __builtin_wasm_memory_grow(0, ((end - have) >> 16) + 1) == (u32)-1) __builtin_trap();
    top = end;
    return (u8 *)at;
}

__attribute__((export_name("cabi_realloc")))
u8 *cabi_realloc(u8 *old, u32 old_size, u32 align, u32 size) {
    if (size <= old_size && old) return old;
    u8 *new = take(size, align);
    __builtin_memcpy(new, old, old_size);
    return new;
}

static void release(void) { top = 0; }

HOST("log") void host_log(u8 *at, u32 length);
HOST("parse") void host_parse(u8 *at, u32 length, struct parsed *out);
HOST("change-mixed") void host_mixed(u32 id, u8 *name, u32 name_length, double weight, u32 color, u32 rights, u8 *tags,
        u32 tag_count, u32 has_parent, u64 parent, struct mixed *out);
HOST("change-shape") void host_shape(u32 kind, u64 a, u64 b, struct shape *out);
HOST("change-bytes") void host_bytes(u8 *at, u32 length, struct list *out);
HOST("total") u64 host_total(u8 *at, u32 length);
HOST("[constructor]counter") u32 counter_new(u32 start);
HOST("[method]counter.next") u32 counter_next(u32 self);
HOST("[static]counter.sum") u32 counter_sum(u32 a, u32 b);
HOST("[resource-drop]counter") void counter_drop(u32 self);
OWN("[resource-new]blob") u32 blob_handle(u32 rep);
OWN("[resource-drop]blob") void blob_drop(u32 handle);

// Everything lives in one place, for one call runs at a time.
static union { struct list list; struct mixed mixed; struct shape shape; struct parsed parsed; struct failed failed; } out;

EXPORT("add") u32 add(u32 a, u32 b) { return a + b; }

EXPORT("greet") struct list *greet(u8 *name, u32 length) {
    u8 *text = take(length + 8, 1);
    __builtin_memcpy(text, "Hello, ", 7);
    __builtin_memcpy(text + 7, name, length);
    text[length + 7] = '!';
    out.list = (struct list){text, length + 8};
    return &out.list;
}
POST("greet") void greet_post(struct list *p) { release(); }

EXPORT("echo-bytes") struct list *echo_bytes(u8 *at, u32 length) {
    out.list = (struct list){at, length};
    return &out.list;
}
POST("echo-bytes") void echo_bytes_post(struct list *p) { release(); }

static void mix(u32 id, u8 *name, u32 name_length, double weight, u32 color, u32 rights, u8 *tags, u32 tag_count,
        u32 has_parent, u64 parent) {
    out.mixed = (struct mixed){id, {name, name_length}, weight, color, rights, {tags, tag_count}, {has_parent, parent}};
}

EXPORT("echo-mixed") struct mixed *echo_mixed(u32 id, u8 *name, u32 name_length, double weight, u32 color, u32 rights,
        u8 *tags, u32 tag_count, u32 has_parent, u64 parent) {
    mix(id, name, name_length, weight, color, rights, tags, tag_count, has_parent, parent);
    return &out.mixed;
}
POST("echo-mixed") void echo_mixed_post(struct mixed *p) { release(); }

// The slots of the cases are joined: a float travels as the bits of an integer, a pointer in the lower half of one.
EXPORT("echo-shape") struct shape *echo_shape(u32 kind, u64 a, u64 b) {
    out.shape.kind = kind;
    if (kind == 2) {
        out.shape.of.label = (struct list){(u8 *)(u32)a, (u32)b};
    } else {
        __builtin_memcpy(&out.shape.of.sides[0], &a, 8);
        __builtin_memcpy(&out.shape.of.sides[1], &b, 8);
    }
    return &out.shape;
}
POST("echo-shape") void echo_shape_post(struct shape *p) { release(); }

EXPORT("echo-all") struct list *echo_all(u8 *at, u32 length) {
    out.list = (struct list){at, length};
    return &out.list;
}
POST("echo-all") void echo_all_post(struct list *p) { release(); }

EXPORT("total") double total(double *at, u32 length) {
    double sum = 0;
    for (u32 i = 0; i < length; i++) sum += at[i];
    release();
    return sum;
}

EXPORT("log-via-host") void log_via_host(u8 *at, u32 length) { host_log(at, length); release(); }

EXPORT("parse-via-host") struct parsed *parse_via_host(u8 *at, u32 length) {
    host_parse(at, length, &out.parsed);
    return &out.parsed;
}
POST("parse-via-host") void parse_via_host_post(struct parsed *p) { release(); }

EXPORT("mixed-via-host") struct mixed *mixed_via_host(u32 id, u8 *name, u32 name_length, double weight, u32 color,
        u32 rights, u8 *tags, u32 tag_count, u32 has_parent, u64 parent) {
    host_mixed(id, name, name_length, weight, color, rights, tags, tag_count, has_parent, parent, &out.mixed);
    return &out.mixed;
}
POST("mixed-via-host") void mixed_via_host_post(struct mixed *p) { release(); }

EXPORT("shape-via-host") struct shape *shape_via_host(u32 kind, u64 a, u64 b) {
    host_shape(kind, a, b, &out.shape);
    return &out.shape;
}
POST("shape-via-host") void shape_via_host_post(struct shape *p) { release(); }

EXPORT("bytes-via-host") struct list *bytes_via_host(u8 *at, u32 length) {
    host_bytes(at, length, &out.list);
    return &out.list;
}
POST("bytes-via-host") void bytes_via_host_post(struct list *p) { release(); }

EXPORT("total-via-host") u64 total_via_host(u8 *at, u32 length) {
    u64 sum = host_total(at, length);
    release();
    return sum;
}

EXPORT("count-via-host") u32 count_via_host(u32 start, u32 steps) {
    u32 a = counter_new(start), b = counter_new(start);
    for (u32 i = 0; i < steps; i++) { counter_next(a); counter_next(b); }
    u32 sum = counter_sum(a, b);
    counter_drop(b);
    u32 result = counter_next(sum);
    counter_drop(sum);
    return result;
}

// A blob's representation is its place; it keeps its size only.
static struct { u32 used; u32 size; } blobs[64];
static u32 live;

static u32 blob_make(u32 size) {
    for (u32 i = 0; i < 64; i++) {
        if (!blobs[i].used) {
            blobs[i].used = 1;
            blobs[i].size = size;
            live++;
            return blob_handle(i);
        }
    }
    __builtin_trap();
}

EXPORT("[constructor]blob") u32 blob_new(u8 *at, u32 length) { release(); return blob_make(length); }
EXPORT("[method]blob.size") u32 blob_size(u32 self) { return blobs[self].size; }
EXPORT("[method]blob.append") struct failed *blob_append(u32 self, u8 *at, u32 length) {
    release();
    if (blobs[self].size + length > 1000) {
        out.failed = (struct failed){1, {(u8 *)"full", 4}};
    } else {
        blobs[self].size += length;
        out.failed.failed = 0;
    }
    return &out.failed;
}
OWN("[resource-rep]blob") u32 blob_rep(u32 handle);
EXPORT("[static]blob.concat") u32 blob_concat(u32 a, u32 b) {
    u32 size = blobs[a].size + blobs[blob_rep(b)].size;
    blob_drop(b);
    return blob_make(size);
}
EXPORT("[dtor]blob") void blob_end(u32 self) { blobs[self].used = 0; live--; }
EXPORT("blobs") u32 blob_count(void) { return live; }
