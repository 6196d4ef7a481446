/* What a worker runs while its ahead-of-time cache is made: a little of what most guests do. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv) {
    char line[256];
    unsigned char random[8];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    clock_gettime(CLOCK_REALTIME, &now);
    getentropy(random, sizeof random);
    for (int i = 0; i < argc; i++) {
        printf("%s\n", argv[i]);
    }
    for (char **entry = environ; *entry != NULL; entry++) {
        printf("%s\n", *entry);
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        fputs(line, stderr);
    }
    exit(argc == 0 ? 1 : 0);
}
