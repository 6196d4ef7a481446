/*
 * Writes what a hostile guest would write to an operator's terminal: colours, a new window title, a cleared screen,
 * moved cursor, a bell, C1 controls, a clipboard write, and a byte that is not UTF-8. Tables, logs and the shell
 * have to show these escaped; `arcella run` passes them on.
 */
#include <stdio.h>

int main(void) {
    fputs("plain\n", stdout);
    fputs("\033[31mred\033[0m\n", stdout);
    fputs("\033]0;owned\007title\n", stdout);
    fputs("\033[2J\033[1;1Hcleared\n", stdout);
    fputs("over\rwritten\b\b\n", stdout);
    fputs("\302\233" "31mC1 in UTF-8\n", stdout);
    fputs("\033]52;c;b3duZWQ=\007clipboard\n", stdout);
    fputs("raw \233" "31m and \377\n", stdout);
    fputs("\342\200\256" "right to left\n", stdout);
    fputs("\033[1mon stderr\033[0m\n", stderr);
    return 0;
}
