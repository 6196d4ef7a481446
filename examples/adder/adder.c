/*
 * A reactor: `_initialize` runs once, then the exports may be called any number of times.
 * `calls` shows that the instance keeps its state between calls.
 */
#include <stdint.h>

static int32_t count;

/* Set by `_initialize`; volatile, or the compiler would run the constructor itself. */
static volatile int32_t ready;

__attribute__((constructor)) static void prepare(void) {
    ready = 1;
}

__attribute__((export_name("add"))) int32_t add(int32_t a, int32_t b) {
    if (!ready) {
        __builtin_trap(); /* the host called before `_initialize` */
    }
    count++;
    return (int32_t) ((uint32_t) a + (uint32_t) b);
}

__attribute__((export_name("divide"))) int32_t divide(int32_t a, int32_t b) {
    count++;
    return a / b; /* traps when b is 0 */
}

__attribute__((export_name("scale"))) double scale(double value, float factor) {
    count++;
    return value * (double) factor;
}

__attribute__((export_name("multiply-long"))) int64_t multiply_long(int64_t a, int64_t b) {
    count++;
    return (int64_t) ((uint64_t) a * (uint64_t) b);
}

__attribute__((export_name("calls"))) int32_t calls(void) {
    return count;
}
