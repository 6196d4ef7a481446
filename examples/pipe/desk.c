// Has a mill, which is another module's, work on streams: on its own, and on the mill's.
#include "pipe.h"

#define MILL "demo:pipe/mill@0.1.0"
#define DESK(name) EXPORT("demo:pipe/desk@0.1.0#" name)

IMPORT(MILL, "read") void mill_read(handle, u32, u64, text *);
IMPORT(MILL, "write") void mill_write(handle, u32, const char *, u32, text *);
IMPORT(MILL, "splice") void mill_splice(handle, handle, u32, u64, text *);
IMPORT(MILL, "keep-input") void mill_keep_input(handle);
IMPORT(MILL, "keep-output") void mill_keep_output(handle);
IMPORT(MILL, "read-kept") void mill_read_kept(u32, u64, text *);
IMPORT(MILL, "write-kept") void mill_write_kept(u32, const char *, u32, text *);
IMPORT(MILL, "drop-kept") void mill_drop_kept(void);
IMPORT(MILL, "give-kept") void mill_give_kept(u32 *);
IMPORT(MILL, "open-input") handle mill_open_input(u32);
IMPORT(MILL, "open-output") handle mill_open_output(u32);
IMPORT(MILL, "break") void mill_break(void);

static handle input, output;

static text *pass_on(void) {
    top = &__heap_base;
    return &answer;
}

DESK("lend-read") text *lend_read(u32 what, u32 how, u64 most) {
    handle own = own_input(what);
    mill_read(own, how, most, &answer);
    drop_input(own);
    return pass_on();
}

DESK("lend-write") text *lend_write(u32 what, u32 how, const char *words, u32 count) {
    handle own = own_output(what);
    mill_write(own, how, words, count, &answer);
    drop_output(own);
    return pass_on();
}

DESK("lend-splice") text *lend_splice(u32 source, u32 target, u32 how, u64 most) {
    handle from = own_input(source), to = own_output(target);
    mill_splice(from, to, how, most, &answer);
    drop_input(from);
    drop_output(to);
    return pass_on();
}

DESK("give-input") void give_input(u32 what) {
    mill_keep_input(own_input(what));
    top = &__heap_base;
}

DESK("give-output") void give_output(u32 what) {
    mill_keep_output(own_output(what));
    top = &__heap_base;
}

DESK("read-given") text *read_given(u32 how, u64 most) {
    mill_read_kept(how, most, &answer);
    return pass_on();
}

DESK("write-given") text *write_given(u32 how, const char *words, u32 count) {
    mill_write_kept(how, words, count, &answer);
    return pass_on();
}

DESK("drop-given") void drop_given(void) {
    mill_drop_kept();
}

static void hold_input(handle next) {
    if (input)
        drop_input(input);
    input = next;
}

static void hold_output(handle next) {
    if (output)
        drop_output(output);
    output = next;
}

DESK("take-back") text *take_back(void) {
    u32 given[2];
    mill_give_kept(given);
    begin();
    say(given[0] ? "taken" : "nothing");
    if (given[0])
        hold_input(given[1]);
    return end();
}

DESK("take-input") void take_input(u32 what) {
    hold_input(mill_open_input(what));
}

DESK("take-output") void take_output(u32 what) {
    hold_output(mill_open_output(what));
}

DESK("read") text *desk_read(u32 how, u64 most) {
    return read_from(input, how, most);
}

DESK("write") text *desk_write(u32 how, const char *words, u32 count) {
    return write_to(output, how, words, count);
}

DESK("splice") text *desk_splice(u32 how, u64 most) {
    return move(input, output, how, most);
}

DESK("lend-taken") text *lend_taken(u32 how, u64 most) {
    mill_read(input, how, most, &answer);
    return pass_on();
}

DESK("give-taken") void give_taken(void) {
    mill_keep_input(input);
    input = 0;
}

DESK("drop-taken") void drop_taken(void) {
    hold_input(0);
    hold_output(0);
}

DESK("break-mill") void break_mill(void) {
    mill_break();
}
