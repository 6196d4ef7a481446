/* A provider whose interfaces share a resource: a consumer has to have both of one and the same provider. */

typedef unsigned int u32;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define RECEIPTS "shop:ledger/receipts@0.1.0"
#define ARCHIVE "shop:ledger/archive@0.1.0#"

IMPORT("[export]" RECEIPTS, "[resource-new]receipt") u32 receipt_new(u32 representation);
IMPORT("[export]" RECEIPTS, "[resource-drop]receipt") void receipt_drop(u32 handle);
IMPORT("[export]" RECEIPTS, "[resource-rep]receipt") u32 receipt_rep(u32 handle);

static u32 kept;
static u32 filed;

/* A receipt's representation is its number. */
EXPORT(RECEIPTS "#[constructor]receipt") u32 receipt_make(u32 number) {
    kept++;
    return receipt_new(number);
}

EXPORT(RECEIPTS "#[method]receipt.number") u32 receipt_number(u32 number) {
    return number;
}

EXPORT(RECEIPTS "#[dtor]receipt") void receipt_end(u32 number) {
    kept--;
}

EXPORT(RECEIPTS "#kept") u32 receipts_kept(void) {
    return kept;
}

EXPORT(ARCHIVE "look") u32 archive_look(u32 number) {
    return number;
}

EXPORT(ARCHIVE "file") u32 archive_file(u32 handle) {
    if (!receipt_rep(handle))
        __builtin_trap();
    receipt_drop(handle);
    return ++filed;
}
