/* Takes as much as it is told of what a module may have; imports nothing. What is limited of the host, keeper reaches for. */

typedef unsigned int u32;
typedef unsigned char u8;

#define EXPORT(name) __attribute__((export_name(name)))
#define FEAST "demo:glutton/feast@0.1.0"
#define THING(module, name) __attribute__((import_module(module FEAST), import_name(name "thing"))) extern

THING("[export]", "[resource-new]") u32 new_thing(u32 representation);
THING("[export]", "[resource-drop]") void drop_thing(u32 handle);

/* Grows a table that is in table.s. */
extern u32 grow_table(u32 by);

extern u8 __heap_base;
static u8 *top = &__heap_base;

EXPORT("cabi_realloc") void *cabi_realloc(void *old, u32 old_size, u32 align, u32 size) {
    (void) old; (void) old_size;
    u32 at = ((u32) top + align - 1) & ~(align - 1);
    u32 have = __builtin_wasm_memory_size(0) << 16;
    if (at + size > have && __builtin_wasm_memory_grow(0, (at + size - have + 0xffff) >> 16) == (u32) -1)
        __builtin_trap();
    top = (u8 *) (at + size);
    return (void *) at;
}

EXPORT(FEAST "#[constructor]thing") u32 make_thing(void) {
    return new_thing(1);
}

EXPORT(FEAST "#grow") u32 grow(u32 pages) {
    u32 grown = 0;
    while (grown < pages && __builtin_wasm_memory_grow(0, 1) != (u32) -1)
        grown++;
    return grown;
}

EXPORT(FEAST "#elements") u32 elements(u32 count) {
    u32 grown = 0;
    while (grown < count && grow_table(1) != (u32) -1)
        grown++;
    return grown;
}

static volatile u32 back;

/* Something is left to do behind each call, so that the compiler makes no loop of it. */
__attribute__((noinline)) static void down(u32 calls) {
    if (calls > 1)
        down(calls - 1);
    back++;
}

EXPORT(FEAST "#deep") u32 deep(u32 calls) {
    back = 1;
    if (calls > 1)
        down(calls - 1);
    return back;
}

EXPORT(FEAST "#hold") u32 hold(u32 count) {
    u32 *handles = cabi_realloc(0, 0, 4, 4 * count);
    for (u32 i = 0; i < count; i++)
        handles[i] = new_thing(i);
    for (u32 i = 0; i < count; i++)
        drop_thing(handles[i]);
    top = &__heap_base;
    return count;
}

EXPORT(FEAST "#work") u32 work(u32 steps) {
    u32 x = 1;
    for (volatile u32 i = 0; i < steps; i++)
        x = x * 1664525 + 1013904223;
    return x;
}

EXPORT(FEAST "#spin") void spin(void) {
    for (volatile u32 i = 0;; i++);
}

EXPORT(FEAST "#fill") void fill(u32 pages) {
    u32 have = __builtin_wasm_memory_size(0);
    if (have < pages && __builtin_wasm_memory_grow(0, pages - have) == (u32) -1)
        __builtin_trap();
    for (u8 value = 0;; value++)
        __builtin_memset(&__heap_base, value, (pages << 16) - (u32) &__heap_base);
}

EXPORT(FEAST "#take") u32 take(const u8 *bytes, u32 length) {
    (void) bytes;
    top = &__heap_base;
    return length;
}
