/* A provider for other modules: exports an interface of data and one with a resource; imports nothing. */

typedef unsigned int u32;
typedef unsigned long long u64;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#ifndef TRACK
#define TRACK "0.1.0"
#endif
#define BOOK "shop:ledger/book@" TRACK "#"
#define RECEIPTS "shop:ledger/receipts@" TRACK

#ifndef EDITION
#define EDITION 1
#endif
#ifndef AMOUNT
#define AMOUNT u32
#endif

typedef struct {
    u64 total;
    u32 edition;
} entry;

static entry latest = {0, EDITION};
static u32 entries;

#ifdef TRAPS
EXPORT("_initialize") void initialize(void) {
    __builtin_trap();
}
#endif

#ifdef NEEDS
IMPORT("shop:ring/left@0.1.0", "step") u32 left_step(u32 count);
#endif

#ifdef TALLIED
IMPORT("shop:tally/marks@0.1.0", "mark") void tally_mark(u32 kind);
#endif

EXPORT(BOOK "add") entry *add(AMOUNT amount) {
#ifdef TALLIED
    /* Before anything is done: what was begun and not ended counts as well. */
    tally_mark(EDITION);
#endif
#ifdef NEEDS
    left_step(0);
#endif
    latest.total += amount;
    entries++;
    return &latest;
}

#ifdef COUNTS
EXPORT(BOOK "entries") u32 book_entries(void) {
    return entries;
}
#endif

EXPORT(BOOK "fail") void fail(void) {
    __builtin_trap();
}

EXPORT(BOOK "dawdle") u32 dawdle(u32 millions) {
    volatile u32 count = 0;
    for (u32 i = 0; i < millions; i++)
        for (u32 j = 0; j < 1000000; j++)
            count++;
    return count;
}

IMPORT("[export]" RECEIPTS, "[resource-new]receipt") u32 receipt_new(u32 representation);

static u32 numbers[64];
static u32 kept;

EXPORT(RECEIPTS "#[constructor]receipt") u32 receipt_make(u32 number) {
    u32 place = 0;
    while (place < 64 && numbers[place])
        place++;
    if (place == 64)
        __builtin_trap();
    numbers[place] = number;
    kept++;
    return receipt_new(place);
}

EXPORT(RECEIPTS "#[method]receipt.number") u32 receipt_number(u32 place) {
    return numbers[place];
}

EXPORT(RECEIPTS "#[dtor]receipt") void receipt_end(u32 place) {
    numbers[place] = 0;
    kept--;
}

EXPORT(RECEIPTS "#kept") u32 receipts_kept(void) {
    return kept;
}
