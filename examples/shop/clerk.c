/* A consumer of two interfaces that share a resource. */

typedef unsigned int u32;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define RECEIPTS "shop:ledger/receipts@0.1.0"
#define ARCHIVE "shop:ledger/archive@0.1.0"
#define WORK "shop:clerk/work@0.1.0#"

IMPORT(RECEIPTS, "[constructor]receipt") u32 receipt_make(u32 number);
IMPORT(ARCHIVE, "look") u32 archive_look(u32 receipt);
IMPORT(ARCHIVE, "file") u32 archive_file(u32 receipt);

static u32 last;

EXPORT(WORK "file") u32 work_file(u32 number) {
    u32 receipt = receipt_make(number);
    last = archive_look(receipt);
    return archive_file(receipt);
}

EXPORT(WORK "seen") u32 work_seen(void) {
    return last;
}
