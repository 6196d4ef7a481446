package arcella.worker.internal.local;

import arcella.error.ArcellaException;

/**
 * Takes the outcome of something asked of an instance: one of both, once. Called on the guest's thread, on a timer's or
 * on the one that asked, hence quick.
 *
 * @param <T> what success brings
 */
public interface Reply<T> {

    /** It was done. */
    void done(T result);

    /** It failed. */
    void failed(ArcellaException cause);

    /** For what nobody waits for. */
    static <T> Reply<T> toNobody() {
        return new Reply<>() {
            @Override
            public void done(T result) {}

            @Override
            public void failed(ArcellaException cause) {}
        };
    }
}
