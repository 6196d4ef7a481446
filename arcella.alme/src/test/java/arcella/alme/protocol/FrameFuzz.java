package arcella.alme.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * Any bytes are a message, which is written and read back the same, or a bad frame. Each build fuzzes it for a few seconds, in a
 * JVM of its own as Jazzer rewrites the classes there; the profile {@code proof} for two minutes.
 */
class FrameFuzz {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void frame(byte[] input) {
        Data.Fields fields;
        try {
            fields = MessagePackReader.frame(input, 0, input.length);
        } catch (ArcellaException refused) {
            if (refused.code().number() != AlmeError.BAD_FRAME.number()) {
                throw new AssertionError("not the code that is declared", refused);
            }
            return;
        }
        byte[] written = MessagePackWriter.frame(fields);
        if (!MessagePackReader.frame(written, 4, written.length - 4).equals(fields)) {
            throw new AssertionError("reads back differently: " + fields);
        }
    }

    /** Messages of every form, without the length in front. */
    static List<byte[]> seeds() {
        Random random = new Random(7);
        return Stream.generate(() -> MessagePackWriter.frame(MessagePackTest.fields(random, 0))).limit(20)
                .map(frame -> Arrays.copyOfRange(frame, 4, frame.length)).toList();
    }
}
