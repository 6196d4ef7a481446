/* Says that it runs, then computes for ever: what deadlines, fuel and `module:stop` are tried on. */
#include <stdint.h>
#include <unistd.h>

volatile uint64_t turns;

int main(void) {
    write(1, "looping\n", 8);
    for (;;) {
        turns++;
    }
}
