package arcella.wasi.preview1;

import java.io.IOException;

import arcella.wasi.fs.FsException;

/** What one function does with its arguments; no exception means {@code success}. */
@FunctionalInterface
interface Body {

    /** @param args one slot per parameter; the upper half of an {@code i32} slot is not defined */
    void run(long[] args) throws ErrnoException, FsException, IOException, InterruptedException;
}
