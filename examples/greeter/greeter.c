/* A component with its canonical ABI written by hand: exports of every shape that calls take, and no imports. */

typedef unsigned char u8;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long size_t;

#define EXPORT(name) __attribute__((export_name(name)))
#define GREETINGS "arcella:greeter/greetings@0.1.0#"
#define CALCULATOR "arcella:greeter/calculator@0.1.0#"

extern u8 __heap_base;
static u8 *top;
static u32 called;

void *memcpy(void *to, const void *from, size_t n) {
    return __builtin_memcpy(to, from, n);
}

/* Everything lives until the call is over: then post-return gives it all back. */
static void *take(u32 align, u32 bytes) {
    if (!top)
        top = &__heap_base;
    u8 *at = (u8 *)(((u32)top + align - 1) & -align);
    u32 end = (u32)at + bytes;
    u32 pages = __builtin_wasm_memory_size(0);
    if (end < (u32)at)
        __builtin_trap();
    u32 needed = (end + 65535u) / 65536u;
    if (needed > pages && __builtin_wasm_memory_grow(0, needed - pages) == (size_t)-1)
        __builtin_trap();
    top = (u8 *)end;
    return at;
}

EXPORT("cabi_realloc") void *cabi_realloc(void *old, u32 old_bytes, u32 align, u32 bytes) {
    void *at = take(align, bytes);
    return old ? memcpy(at, old, old_bytes < bytes ? old_bytes : bytes) : at;
}

static void give_back(void) {
    top = &__heap_base;
}

typedef struct {
    const u8 *bytes;
    u32 length;
} text;

static u8 *append(u8 *at, const char *words) {
    while (*words)
        *at++ = *words++;
    return at;
}

static u8 *append_text(u8 *at, text words) {
    memcpy(at, words.bytes, words.length);
    return at + words.length;
}

EXPORT(GREETINGS "greet") text *greet(const u8 *name, u32 length) {
    called++;
    text *result = take(4, sizeof(text));
    u8 *start = take(1, length + 8);
    u8 *end = append(start, "Hello, ");
    end = append_text(end, (text){name, length});
    end = append(end, "!");
    *result = (text){start, end - start};
    return result;
}

EXPORT("cabi_post_" GREETINGS "greet") void greet_done(text *result) {
    give_back();
}

typedef struct {
    text name;
    u8 has_age;
    u8 age;
} person;

EXPORT(GREETINGS "introduce") text *introduce(const person *people, u32 count, u32 language) {
    called++;
    text *result = take(4, sizeof(text));
    text *lines = take(4, count * sizeof(text));
    for (u32 i = 0; i < count; i++) {
        u8 *start = take(1, people[i].name.length + 32);
        u8 *end = append(start, language ? "Das ist " : "This is ");
        end = append_text(end, people[i].name);
        if (people[i].has_age) {
            end = append(end, ", ");
            u32 age = people[i].age;
            if (age > 99)
                *end++ = '0' + age / 100;
            if (age > 9)
                *end++ = '0' + age / 10 % 10;
            *end++ = '0' + age % 10;
        }
        end = append(end, ".");
        lines[i] = (text){start, end - start};
    }
    *result = (text){(const u8 *)lines, count};
    return result;
}

EXPORT("cabi_post_" GREETINGS "introduce") void introduce_done(text *result) {
    give_back();
}

EXPORT(CALCULATOR "add") u32 add(u32 a, u32 b) {
    called++;
    return a + b;
}

typedef struct {
    u8 is_error;
    union {
        s32 quotient;
        struct {
            u8 fault;
            long long overflow;
        };
    } __attribute__((aligned(8)));
} division;

EXPORT(CALCULATOR "divide") division *divide(s32 a, s32 b) {
    static division result;
    called++;
    if (b == 0) {
        result.is_error = 1;
        result.fault = 0;
    } else if (b == -1 && a == (s32)0x80000000) {
        result.is_error = 1;
        result.fault = 1;
        result.overflow = 2147483648LL;
    } else {
        result.is_error = 0;
        result.quotient = a / b;
    }
    return &result;
}

EXPORT(CALCULATOR "reverse") text *reverse(const u8 *bytes, u32 length) {
    called++;
    text *result = take(4, sizeof(text));
    u8 *reversed = take(1, length);
    for (u32 i = 0; i < length; i++)
        reversed[i] = bytes[length - 1 - i];
    *result = (text){reversed, length};
    return result;
}

EXPORT("cabi_post_" CALCULATOR "reverse") void reverse_done(text *result) {
    give_back();
}

EXPORT("calls") u32 calls(void) {
    return ++called;
}

EXPORT("crash") void crash(void) {
    __builtin_trap();
}

EXPORT("spin") void spin(void) {
    for (volatile u32 i = 0;; i++)
        ;
}
