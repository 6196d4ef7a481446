package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import run.endive.runtime.WasmInterruptedException;

/** Bulk instructions over much memory are done in pieces, between which an interrupt is heard. */
class FlatMemoryTest {

    private static final int SIZE = 48 << 20;

    private final byte[] bytes = new byte[SIZE];
    private final FlatMemory memory = new FlatMemory(CoreMemory.create(
            new CoreMemoryType(0, OptionalLong.of(0)), MemoryBudget.of(0)), bytes);

    @Test
    void piecesMakeOneFill() {
        memory.fill((byte) 7, 1, SIZE - 1);
        assertThat(bytes[0]).isZero();
        assertThat(bytes[SIZE - 1]).isZero();
        byte[] wanted = new byte[SIZE];
        Arrays.fill(wanted, 1, SIZE - 1, (byte) 7);
        assertThat(Arrays.equals(bytes, wanted)).isTrue();
    }

    @Test
    void piecesMakeOneCopyWhereTheyOverlap() {
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        int length = SIZE - 1000;
        for (int[] ends : new int[][] {{1000, 0}, {0, 1000}, {0, 0}}) {
            byte[] wanted = bytes.clone();
            System.arraycopy(bytes, ends[0], wanted, ends[1], length);
            memory.copy(ends[1], ends[0], length);
            assertThat(Arrays.equals(bytes, wanted)).as("from %d to %d", ends[0], ends[1]).isTrue();
        }
    }

    @Test
    void anInterruptIsHeardInTheMidst() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> memory.fill((byte) 1, 0, SIZE)).isInstanceOf(WasmInterruptedException.class);
            assertThatThrownBy(() -> memory.copy(1, 0, SIZE - 1)).isInstanceOf(WasmInterruptedException.class);
            assertThatThrownBy(() -> memory.copy(0, 1, SIZE - 1)).isInstanceOf(WasmInterruptedException.class);
            // What takes no time goes on.
            memory.fill((byte) 2, 0, 100);
            assertThat(bytes[SIZE - 1]).as("not all of it was filled").isNotEqualTo((byte) 1);
        } finally {
            Thread.interrupted();
        }
    }
}
