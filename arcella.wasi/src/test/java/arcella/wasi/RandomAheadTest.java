package arcella.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class RandomAheadTest {

    private static byte[] blocks(int count) {
        Random random = new Random(7);
        byte[] all = new byte[count * RandomAhead.AHEAD];
        byte[] block = new byte[RandomAhead.AHEAD];
        for (int i = 0; i < count; i++) {
            random.nextBytes(block);
            System.arraycopy(block, 0, all, i * block.length, block.length);
        }
        return all;
    }

    @Test
    void eachByteIsGivenOnceAndInOrder() {
        RandomAhead source = new RandomAhead(new Random(7));
        byte[] expected = blocks(8);
        int at = 0;
        for (int length = 0; at + length <= expected.length; at += length, length = (length + 37) % (RandomAhead.AHEAD + 1)) {
            byte[] target = new byte[length + 2];
            source.fill(target, 1, length);
            assertThat(Arrays.copyOfRange(target, 1, length + 1)).isEqualTo(Arrays.copyOfRange(expected, at, at + length));
            assertThat(target[0] | target[length + 1]).as("beside it").isZero();
        }
        assertThat(at).isGreaterThan(7 * RandomAhead.AHEAD);
    }

    @Test
    void manyAtATimeComeStraight() {
        RandomAhead source = new RandomAhead(new Random(7));
        byte[] many = new byte[RandomAhead.AHEAD + 1];
        source.fill(many, 0, many.length);
        byte[] expected = new byte[RandomAhead.AHEAD + 1];
        new Random(7).nextBytes(expected);
        assertThat(many).isEqualTo(expected);
    }
}
