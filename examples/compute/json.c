/*
 * Writes a JSON document of records into memory, then parses it into a tree of nodes with a recursive-descent parser,
 * `rounds` times; answers a checksum of the tree. Byte loads, branches, recursion and small allocations.
 */
#include <stdint.h>

#define TEXT (1 << 19)
#define HEAP (1 << 23)

enum kind { OBJECT, ARRAY, STRING, NUMBER, LITERAL };

struct node {
    enum kind kind;
    uint32_t hash;
    double number;
    struct node *first, *next;
};

static char text[TEXT];
static char heap[HEAP];
static uint32_t used;
static const char *at;

static struct node *node(enum kind kind) {
    if (used + sizeof(struct node) > HEAP) {
        __builtin_trap();
    }
    struct node *n = (struct node *) (heap + used);
    used += sizeof(struct node);
    n->kind = kind;
    n->hash = 0;
    n->number = 0;
    n->first = n->next = 0;
    return n;
}

static char *put(char *to, const char *s) {
    while (*s) {
        *to++ = *s++;
    }
    return to;
}

static char *digits(char *to, uint32_t value) {
    char reversed[10];
    int n = 0;
    do {
        reversed[n++] = (char) ('0' + value % 10);
        value /= 10;
    } while (value);
    while (n) {
        *to++ = reversed[--n];
    }
    return to;
}

static void compose(void) {
    char *to = text;
    uint32_t seed = 7;
    *to++ = '[';
    for (int i = 0; to < text + TEXT - 300; i++) {
        seed = seed * 1664525 + 1013904223;
        to = put(to, i ? ", {\"id\": " : "{\"id\": ");
        to = digits(to, (uint32_t) i);
        to = put(to, ", \"name\": \"user \\\"");
        to = digits(to, seed >> 8);
        to = put(to, "\\\"\", \"score\": -");
        to = digits(to, seed >> 20);
        *to++ = '.';
        to = digits(to, seed & 1023);
        to = put(to, seed & 4096 ? ", \"active\": true" : ", \"active\": false");
        to = put(to, ", \"tags\": [\"alpha\", \"beta\", null]}");
    }
    *to++ = ']';
    *to = 0;
}

static void space(void) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') {
        at++;
    }
}

static uint32_t string(void) {
    uint32_t hash = 2166136261u;
    for (at++; *at != '"'; at++) {
        if (!*at) {
            __builtin_trap();
        }
        if (*at == '\\') {
            at++;
        }
        hash = (hash ^ (uint8_t) *at) * 16777619u;
    }
    at++;
    return hash;
}

static struct node *value(void) {
    space();
    struct node *n;
    switch (*at) {
        case '{':
        case '[': {
            char close = *at == '{' ? '}' : ']';
            n = node(*at == '{' ? OBJECT : ARRAY);
            struct node **tail = &n->first;
            at++;
            space();
            while (*at != close) {
                uint32_t key = 0;
                if (n->kind == OBJECT) {
                    space();
                    key = string();
                    space();
                    at++;
                }
                struct node *child = value();
                child->hash ^= key;
                *tail = child;
                tail = &child->next;
                space();
                if (*at == ',') {
                    at++;
                    space();
                }
            }
            at++;
            return n;
        }
        case '"':
            n = node(STRING);
            n->hash = string();
            return n;
        case 't':
        case 'n':
            n = node(LITERAL);
            n->hash = (uint32_t) *at;
            at += 4;
            return n;
        case 'f':
            n = node(LITERAL);
            at += 5;
            return n;
        default: {
            n = node(NUMBER);
            double sign = 1, scale = 1;
            if (*at == '-') {
                sign = -1;
                at++;
            }
            for (; *at >= '0' && *at <= '9'; at++) {
                n->number = n->number * 10 + (*at - '0');
            }
            if (*at == '.') {
                for (at++; *at >= '0' && *at <= '9'; at++) {
                    n->number = n->number * 10 + (*at - '0');
                    scale *= 10;
                }
            }
            n->number = sign * n->number / scale;
            return n;
        }
    }
}

static uint64_t sum(const struct node *n) {
    uint64_t total = 0;
    for (; n; n = n->next) {
        total = total * 31 + n->hash + (uint64_t) (int64_t) (n->number * 1000) + (uint64_t) n->kind + sum(n->first);
    }
    return total;
}

uint64_t run(int32_t rounds) {
    compose();
    uint64_t total = 0;
    for (int i = 0; i < rounds; i++) {
        used = 0;
        at = text;
        total = total * 31 + sum(value());
    }
    return total;
}
