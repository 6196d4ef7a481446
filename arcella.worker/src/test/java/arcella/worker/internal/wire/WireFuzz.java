package arcella.worker.internal.wire;

import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/**
 * Any bytes are a message to or from a worker, or a breach of the protocol. Each build fuzzes it for a few seconds, in a JVM of
 * its own as Jazzer rewrites the classes there; the profile {@code proof} for two minutes.
 */
class WireFuzz {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void message(byte[] input) {
        read(() -> Codec.decodeToWorker(input));
        read(() -> Codec.decodeFromWorker(input));
    }

    /** One message of each kind. */
    static List<byte[]> seeds() {
        return Stream.concat(CodecTest.toWorker().map(Codec::encode), CodecTest.fromWorker().map(Codec::encode)).toList();
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
