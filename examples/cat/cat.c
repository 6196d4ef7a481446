/* Copies standard input to standard output until end of file, byte for byte. */
#include <unistd.h>

static char buffer[65536];

int main(void) {
    ssize_t count;
    while ((count = read(0, buffer, sizeof buffer)) > 0) {
        for (ssize_t sent = 0; sent < count;) {
            ssize_t step = write(1, buffer + sent, (size_t) (count - sent));
            if (step < 0) {
                return 1;
            }
            sent += step;
        }
    }
    return count < 0 ? 1 : 0;
}
