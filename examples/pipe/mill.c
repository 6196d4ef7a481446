// Works on streams of other modules.
#include "pipe.h"

#define MILL(name) EXPORT("demo:pipe/mill@0.1.0#" name)

static handle input, output;

MILL("read") text *mill_read(handle from, u32 how, u64 most) {
    text *said = read_from(from, how, most);
    drop_input(from);
    return said;
}

MILL("write") text *mill_write(handle to, u32 how, const char *words, u32 count) {
    text *said = write_to(to, how, words, count);
    drop_output(to);
    return said;
}

MILL("splice") text *mill_splice(handle from, handle to, u32 how, u64 most) {
    text *said = move(from, to, how, most);
    drop_input(from);
    drop_output(to);
    return said;
}

static void drop_kept_input(void) {
    if (input)
        drop_input(input);
    input = 0;
}

static void drop_kept_output(void) {
    if (output)
        drop_output(output);
    output = 0;
}

MILL("keep-input") void keep_input(handle from) {
    drop_kept_input();
    input = from;
}

MILL("keep-output") void keep_output(handle to) {
    drop_kept_output();
    output = to;
}

MILL("read-kept") text *read_kept(u32 how, u64 most) {
    return read_from(input, how, most);
}

MILL("write-kept") text *write_kept(u32 how, const char *words, u32 count) {
    return write_to(output, how, words, count);
}

MILL("drop-kept") void drop_kept(void) {
    drop_kept_input();
    drop_kept_output();
}

MILL("give-kept") u32 *give_kept(void) {
    static struct { u32 some; handle stream; } given;
    given.some = input != 0;
    given.stream = input;
    input = 0;
    return &given.some;
}

MILL("open-input") handle open_input(u32 what) {
    handle stream = own_input(what);
    top = &__heap_base;
    return stream;
}

MILL("open-output") handle open_output(u32 what) {
    handle stream = own_output(what);
    top = &__heap_base;
    return stream;
}

MILL("break") void fail(void) {
    __builtin_trap();
}
