/* Heap sort of 200 000 integers and a product of two 160 x 160 matrices, `rounds` times; answers a checksum. */
#include <stdint.h>

#define COUNT 200000
#define SIDE 160

static int32_t numbers[COUNT];
static double left[SIDE][SIDE], right[SIDE][SIDE], product[SIDE][SIDE];

static void sift(int32_t root, int32_t end) {
    int32_t moving = numbers[root];
    for (;;) {
        int32_t child = 2 * root + 1;
        if (child >= end) {
            break;
        }
        if (child + 1 < end && numbers[child] < numbers[child + 1]) {
            child++;
        }
        if (numbers[child] <= moving) {
            break;
        }
        numbers[root] = numbers[child];
        root = child;
    }
    numbers[root] = moving;
}

static void sort(void) {
    for (int32_t i = COUNT / 2 - 1; i >= 0; i--) {
        sift(i, COUNT);
    }
    for (int32_t end = COUNT - 1; end > 0; end--) {
        int32_t largest = numbers[0];
        numbers[0] = numbers[end];
        numbers[end] = largest;
        sift(0, end);
    }
}

uint64_t run(int32_t rounds) {
    uint64_t sum = 0;
    for (int r = 0; r < rounds; r++) {
        uint32_t seed = 12345 + (uint32_t) r;
        for (int i = 0; i < COUNT; i++) {
            seed = seed * 1664525 + 1013904223;
            numbers[i] = (int32_t) seed;
        }
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                left[i][j] = (i * j + r) % 17;
                right[i][j] = (i + 3 * j) % 13;
            }
        }
        sort();
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                double cell = 0;
                for (int k = 0; k < SIDE; k++) {
                    cell += left[i][k] * right[k][j];
                }
                product[i][j] = cell;
            }
        }
        for (int i = 1; i < COUNT; i++) {
            if (numbers[i - 1] > numbers[i]) {
                __builtin_trap();
            }
        }
        sum = sum * 31 + (uint32_t) numbers[COUNT / 3] + (uint64_t) product[r % SIDE][SIDE / 2];
    }
    return sum;
}
