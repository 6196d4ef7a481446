/*
 * Works in the folder that its first argument names (default "/data"): keeps a note that it appends to at each run,
 * shows it, and lists the folder.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    return 1;
}

int main(int argc, char **argv) {
    if (chdir(argc > 1 ? argv[1] : "/data") != 0) {
        return fail(argc > 1 ? argv[1] : "/data");
    }
    int note = open("note.txt", O_CREAT | O_RDWR | O_APPEND, 0666);
    if (note < 0) {
        return fail("note.txt");
    }
    if (write(note, "was here\n", 9) != 9 || lseek(note, 0, SEEK_SET) != 0) {
        return fail("note.txt");
    }
    char buffer[4096];
    ssize_t count;
    while ((count = read(note, buffer, sizeof buffer)) > 0) {
        fwrite(buffer, 1, (size_t) count, stdout);
    }
    close(note);
    DIR *folder = opendir(".");
    if (folder == NULL) {
        return fail(".");
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            printf("found %s\n", entry->d_name);
        }
    }
    closedir(folder);
    return 0;
}
