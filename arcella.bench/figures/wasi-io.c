/*
 * What host calls cost a guest: reads and writes of a file in /data in pieces of 64 bytes and of 1 MiB, and looks at the
 * clock. Three rounds, so that the last is warm.
 * Built with: clang --target=wasm32-wasi -Os -s -Wl,--strip-all wasi-io.c -o wasi-io.wasm
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wasi/api.h>

static char buffer[1 << 20];

static double now(void) {
    __wasi_timestamp_t nanos;
    if (__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 0, &nanos) != 0) {
        exit(4);
    }
    return (double) nanos / 1e9;
}

static void file(size_t piece, long total) {
    int fd = open("/data/wasi-io.bin", O_CREAT | O_TRUNC | O_RDWR, 0666);
    if (fd < 0) {
        exit(1);
    }
    long count = total / (long) piece;
    double start = now();
    for (long i = 0; i < count; i++) {
        if (write(fd, buffer, piece) != (ssize_t) piece) {
            exit(2);
        }
    }
    double written = now();
    lseek(fd, 0, SEEK_SET);
    for (long i = 0; i < count; i++) {
        if (read(fd, buffer, piece) != (ssize_t) piece) {
            exit(3);
        }
    }
    double end = now();
    printf("%7zu B: write %7.0f MB/s (%8.0f calls/s), read %7.0f MB/s (%8.0f calls/s)\n", piece,
           (double) total / (written - start) / 1e6, (double) count / (written - start),
           (double) total / (end - written) / 1e6, (double) count / (end - written));
    close(fd);
}

int main(void) {
    for (int round = 1; round <= 3; round++) {
        printf("round %d\n", round);
        file(64, 64L << 17);
        file(sizeof buffer, 128L << 20);
        double start = now();
        for (int i = 0; i < 1000000; i++) {
            now();
        }
        printf("clock_time_get %8.0f calls/s\n", 1e6 / (now() - start));
    }
    unlink("/data/wasi-io.bin");
    return 0;
}
