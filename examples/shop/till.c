/* A consumer of another module's exports, which it calls from its own. */

typedef unsigned int u32;
typedef unsigned long long u64;

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#ifndef TRACK
#define TRACK "0.1.0"
#endif
#ifndef AMOUNT
#define AMOUNT u32
#endif
#define BOOK "shop:ledger/book@" TRACK
#define RECEIPTS "shop:ledger/receipts@" TRACK
#define DESK "shop:till/desk@0.1.0#"

typedef struct {
    u64 total;
    u32 edition;
} entry;

IMPORT(BOOK, "add") void book_add(AMOUNT amount, entry *result);
IMPORT(BOOK, "fail") void book_fail(void);
IMPORT(BOOK, "dawdle") u32 book_dawdle(u32 millions);
IMPORT(RECEIPTS, "[constructor]receipt") u32 receipt_make(u32 number);
IMPORT(RECEIPTS, "[method]receipt.number") u32 receipt_number(u32 receipt);
IMPORT(RECEIPTS, "[resource-drop]receipt") void receipt_drop(u32 receipt);
IMPORT(RECEIPTS, "kept") u32 receipts_kept(void);

typedef struct {
    u32 sales;
    u64 total;
    u32 edition;
} sale;

static u32 sold;
static u32 receipt;

EXPORT(DESK "sell") sale *sell(u32 amount) {
    static sale result;
    entry written;
    book_add(amount, &written);
    sold++;
    result.sales = sold;
    result.total = written.total;
    result.edition = written.edition;
    return &result;
}

EXPORT(DESK "sales") u32 sales(void) {
    return sold;
}

EXPORT(DESK "take-receipt") void take_receipt(u32 number) {
    if (receipt)
        receipt_drop(receipt);
    receipt = receipt_make(number);
}

EXPORT(DESK "receipt-number") u32 kept_number(void) {
    return receipt_number(receipt);
}

EXPORT(DESK "drop-receipt") void drop_receipt(void) {
    receipt_drop(receipt);
    receipt = 0;
}

EXPORT(DESK "receipts") u32 receipts(void) {
    return receipts_kept();
}

EXPORT(DESK "break-ledger") void break_ledger(void) {
    book_fail();
}

EXPORT(DESK "dawdle") u32 dawdle(u32 millions) {
    return book_dawdle(millions);
}
