// Measures from the inside: how often a second a guest can ask the clock, and how fast it reads and writes a file in
// /data with buffers of 1 MiB and of 64 bytes. Three rounds; the last one counts, the others warm up.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MIB = 1 << 20, BIG = 128, SMALL = 64, SMALL_COUNT = 32768, CALLS = 200000 };

static char buffer[MIB];

// The adapter asks for its memory here instead of taking what an old C library believes its own.
__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
    (void) old_size;
    (void) align;
    return realloc(old, size ? size : 1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

int main(void) {
    for (int round = 0; round < 3; round++) {
        double start = now();
        for (int i = 0; i < CALLS; i++) now();
        printf("clock %.0f calls/s\n", CALLS / (now() - start));
        int file = open("/data/figures.tmp", O_CREAT | O_RDWR | O_TRUNC, 0666);
        if (file < 0) return 1;
        start = now();
        for (int i = 0; i < BIG; i++) if (write(file, buffer, MIB) != MIB) return 1;
        printf("write, 1 MiB buffers: %.0f MiB/s\n", BIG / (now() - start));
        lseek(file, 0, SEEK_SET);
        start = now();
        long sum = 0;
        for (long count; (count = read(file, buffer, MIB)) > 0;) sum += count;
        printf("read, 1 MiB buffers: %.0f MiB/s\n", (double) sum / MIB / (now() - start));
        lseek(file, 0, SEEK_SET);
        start = now();
        for (int i = 0; i < SMALL_COUNT; i++) if (write(file, buffer, SMALL) != SMALL) return 1;
        printf("write, 64 B buffers: %.1f MiB/s\n", (double) SMALL * SMALL_COUNT / MIB / (now() - start));
        lseek(file, 0, SEEK_SET);
        start = now();
        for (int i = 0; i < SMALL_COUNT; i++) if (read(file, buffer, SMALL) != SMALL) return 1;
        printf("read, 64 B buffers: %.1f MiB/s\n", (double) SMALL * SMALL_COUNT / MIB / (now() - start));
        close(file);
    }
    return unlink("/data/figures.tmp");
}
