package arcella.wasi.preview1;

import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.wasi.Denial;
import arcella.wasi.LimitNotice;
import arcella.wasi.fs.FsException;

/** An instance's open descriptors, by number. New ones take the lowest free number. */
final class Descriptors {

    private final int limit;
    private final LimitNotice full;
    private @Nullable Descriptor[] slots = new Descriptor[16];
    private int open;

    /**
     * @param limit the most open at a time
     * @param notices hears of it where that is reached
     */
    Descriptors(int limit, Consumer<Denial> notices) {
        this.limit = limit;
        this.full = new LimitNotice(notices, "to open files", "open-files", Integer.toString(limit));
    }

    /** How many are open; of another thread than the guest's, as it was a moment ago. */
    int open() {
        return open;
    }

    Descriptor find(int number) throws ErrnoException {
        if (number < 0 || number >= slots.length) {
            throw Errno.BADF.failure();
        }
        Descriptor found = slots[number];
        if (found == null) {
            throw Errno.BADF.failure();
        }
        return found;
    }

    /** Answers {@code mfile} unless one more may be opened. To be asked before anything is created. */
    void requireRoom() throws ErrnoException {
        if (open >= limit) {
            full.reached();
            throw Errno.MFILE.failure();
        }
    }

    /** Adds one and answers its number. */
    int add(Descriptor descriptor) throws ErrnoException {
        requireRoom();
        int number = 0;
        while (number < slots.length && slots[number] != null) {
            number++;
        }
        if (number == slots.length) {
            slots = Arrays.copyOf(slots, slots.length * 2);
        }
        slots[number] = descriptor;
        open++;
        return number;
    }

    void close(int number) throws ErrnoException, FsException {
        Descriptor descriptor = find(number);
        slots[number] = null;
        open--;
        descriptor.close();
    }

    /** Closes {@code to} and lets {@code from} take its number. */
    void renumber(int from, int to) throws ErrnoException, FsException {
        Descriptor moving = find(from);
        Descriptor replaced = find(to);
        if (from == to) {
            return;
        }
        slots[from] = null;
        slots[to] = moving;
        open--;
        replaced.close();
    }

    /** Closes everything; what fails to close is closed all the same, as on Linux. */
    void closeAll() {
        for (int i = 0; i < slots.length; i++) {
            Descriptor descriptor = slots[i];
            slots[i] = null;
            if (descriptor != null) {
                try {
                    descriptor.close();
                } catch (ErrnoException | FsException e) {
                    // A late write error: the guest that could have heard of it is gone.
                    continue;
                }
            }
        }
        open = 0;
    }
}
