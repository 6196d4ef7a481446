/* Says that it runs, then executes `unreachable`. */
#include <unistd.h>

int main(void) {
    write(1, "about to trap\n", 14);
    __builtin_trap();
}
