package arcella.wasi.net;

import java.util.List;

import arcella.wasi.io.Pollable;

/** Waiting for sockets as a guest does it: try, wait for the pollable, try again. */
final class Waits {

    private Waits() {}

    interface Attempt<T> {
        T run() throws NetworkException;
    }

    static <T> T retry(Pollable pollable, Attempt<T> attempt) throws NetworkException, InterruptedException {
        while (true) {
            try {
                return attempt.run();
            } catch (NetworkException e) {
                if (e.error() != NetworkError.WOULD_BLOCK) {
                    throw e;
                }
            }
            Pollable.awaitAny(List.of(pollable));
        }
    }
}
