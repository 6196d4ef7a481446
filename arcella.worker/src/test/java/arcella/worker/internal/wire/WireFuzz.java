package arcella.worker.internal.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/** Any bytes are a message to or from a worker, or a breach of the protocol. For profile {@code proof}. */
class WireFuzz {

    @FuzzTest(maxDuration = "2m")
    void message(byte[] input) {
        read(() -> Codec.decodeToWorker(input));
        read(() -> Codec.decodeFromWorker(input));
    }

    private static void read(Runnable reading) {
        try {
            reading.run();
        } catch (ArcellaException refused) {
            if (refused.code().number() != WorkerError.PROTOCOL.number()) {
                throw new AssertionError("not the code that is declared", refused);
            }
        }
    }
}
