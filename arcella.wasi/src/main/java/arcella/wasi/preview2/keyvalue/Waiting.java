package arcella.wasi.preview2.keyvalue;

import arcella.wasi.keyvalue.KeyValueException;
import arcella.wasi.preview2.io.HostWaits;

/** Calls of the store, with its failures as the guest sees them. */
final class Waiting {

    private Waiting() {}

    @FunctionalInterface
    interface Work<T> {
        T run() throws KeyValueException, InterruptedException;
    }

    @FunctionalInterface
    interface Action {
        void run() throws KeyValueException, InterruptedException;
    }

    static <T> T on(String function, Work<T> work) throws StoreFailure {
        try {
            return work.run();
        } catch (KeyValueException e) {
            throw StoreFailure.of(e);
        } catch (InterruptedException e) {
            throw HostWaits.interrupted("wasi:keyvalue/" + function, e);
        }
    }

    static void on(String function, Action action) throws StoreFailure {
        on(function, () -> {
            action.run();
            return true;
        });
    }
}
