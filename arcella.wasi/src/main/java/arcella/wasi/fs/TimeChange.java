package arcella.wasi.fs;

import arcella.wasi.fs.FileStat.FileTime;

/** What to do with one of a file's times. */
public sealed interface TimeChange {

    /** Leave it. */
    record Keep() implements TimeChange {}

    /** Set it to the kernel's present time. */
    record Now() implements TimeChange {}

    /** Set it to a moment. */
    record At(FileTime time) implements TimeChange {}
}
