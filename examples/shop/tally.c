/* Counts what the instances of another module do, however many of them come and go. */

typedef unsigned int u32;
typedef unsigned long long u64;

#define EXPORT(name) __attribute__((export_name("shop:tally/marks@0.1.0#" name)))

static u64 counts[64];

EXPORT("mark") void mark(u32 kind) {
    if (kind >= 64)
        __builtin_trap();
    counts[kind]++;
}

EXPORT("count") u64 count(u32 kind) {
    if (kind >= 64)
        __builtin_trap();
    return counts[kind];
}
