/* The smallest command: one line on standard output, exit code 0. */
#include <stdio.h>

int main(void) {
    puts("Hello from WebAssembly!");
    return 0;
}
