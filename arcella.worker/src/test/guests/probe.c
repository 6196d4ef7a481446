/*
 * A reactor with one function for each thing that the hosts' tests need a guest to do.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define EXPORT(name) __attribute__((export_name(name)))

static volatile uint64_t turns;
static int32_t count;
static char block[65536];

EXPORT("add") int32_t add(int32_t a, int32_t b) {
    return (int32_t) ((uint32_t) a + (uint32_t) b);
}

EXPORT("mixed") double mixed(int64_t a, float b, double c) {
    return (double) a + (double) b + c;
}

/* How often this has been called: shows whether the instance kept its state. */
EXPORT("count") int32_t counted(void) {
    return ++count;
}

EXPORT("spin") void spin(void) {
    for (;;) {
        turns++;
    }
}

/* Computes for about so many turns. */
EXPORT("work") int32_t work(int32_t rounds) {
    uint32_t x = 1;
    for (int32_t i = 0; i < rounds; i++) {
        x = x * 1664525u + 1013904223u;
        turns += x;
    }
    return (int32_t) x;
}

EXPORT("boom") void boom(void) {
    __builtin_trap();
}

EXPORT("quit") void quit(int32_t code) {
    exit(code);
}

/* Writes so many bytes to standard output, in pieces of 64 KiB at most, each byte the low byte of its place. */
EXPORT("say") int32_t say(int32_t bytes) {
    int32_t done = 0;
    while (done < bytes) {
        int32_t piece = bytes - done < (int32_t) sizeof block ? bytes - done : (int32_t) sizeof block;
        for (int32_t i = 0; i < piece; i++) {
            block[i] = (char) (done + i);
        }
        if (write(1, block, (size_t) piece) != piece) {
            return -1;
        }
        done += piece;
    }
    return done;
}

/* Reads standard input to its end and gives the number of bytes. */
EXPORT("drain") int32_t drain(void) {
    int32_t total = 0;
    for (;;) {
        ssize_t got = read(0, block, sizeof block);
        if (got <= 0) {
            return got < 0 ? -1 : total;
        }
        total += (int32_t) got;
    }
}

EXPORT("nap") void nap(int32_t millis) {
    struct timespec time = { millis / 1000, (millis % 1000) * 1000000L };
    nanosleep(&time, NULL);
}

/* Grows memory by so many pages; the size before, or -1. */
EXPORT("grow") int32_t grow(int32_t pages) {
    return (int32_t) __builtin_wasm_memory_grow(0, (size_t) pages);
}

static int32_t deep(int32_t n) {
    volatile int32_t here = n;
    return deep(n + 1) + here;
}

EXPORT("deep") int32_t recurse(void) {
    return deep(0);
}
