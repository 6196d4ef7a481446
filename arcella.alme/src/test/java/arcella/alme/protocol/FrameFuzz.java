package arcella.alme.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;

import arcella.command.Data;
import arcella.error.ArcellaException;

/** Any bytes are a message, which is written and read back the same, or a bad frame. For profile {@code proof}. */
class FrameFuzz {

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
}
