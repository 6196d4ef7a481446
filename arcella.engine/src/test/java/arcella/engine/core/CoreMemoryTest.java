package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.trap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class CoreMemoryTest {

    private final CoreMemory memory =
            CoreMemory.create(new CoreMemoryType(1, OptionalLong.of(2)), MemoryBudget.of(1 << 20));

    @Test
    void isLittleEndian() {
        memory.writeLong(3, 0x0102030405060708L);
        assertThat(memory.read(3, 8)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(memory.readInt(3)).isEqualTo(0x05060708);
        assertThat(memory.readShort(9)).isEqualTo((short) 0x0102);
        memory.writeDouble(16, -0.0);
        assertThat(Double.doubleToRawLongBits(memory.readDouble(16))).isEqualTo(Long.MIN_VALUE);
        memory.writeInt(24, 0x7FA00001);
        assertThat(Float.floatToRawIntBits(memory.readFloat(24))).as("signalling NaN").isEqualTo(0x7FA00001);
    }

    @Test
    void everyAccessIsChecked() {
        int end = CoreMemoryType.PAGE_BYTES;
        memory.writeLong(end - 8, 1);
        memory.writeByte(end - 1, (byte) 1);
        assertThat(memory.read(end, 0)).isEmpty();
        memory.fill(end, (byte) 1, 0);
        for (Runnable outside : java.util.List.<Runnable>of(
                () -> memory.readByte(end), () -> memory.readByte(-1),
                () -> memory.readShort(end - 1), () -> memory.readInt(end - 3), () -> memory.readLong(end - 7),
                () -> memory.readLong(Integer.MIN_VALUE), () -> memory.readLong(Integer.MAX_VALUE),
                () -> memory.writeByte(end, (byte) 0), () -> memory.writeShort(end - 1, (short) 0),
                () -> memory.writeInt(end - 3, 0), () -> memory.writeLong(end - 7, 0),
                () -> memory.read(end - 1, 2), () -> memory.read(0, -1), () -> memory.read(-1, 1),
                () -> memory.write(end, new byte[1]), () -> memory.copy(0, 1, end),
                () -> memory.copy(1, 0, end), () -> memory.fill(1, (byte) 0, end),
                () -> memory.check(Integer.MAX_VALUE, Integer.MAX_VALUE))) {
            assertThat(trap(outside::run).kind()).isEqualTo(Trap.Kind.MEMORY_OUT_OF_BOUNDS);
        }
    }

    @Test
    void growthKeepsTheContentAndHonoursTheMaximum() {
        memory.writeInt(100, 5);
        byte[] before = memory.bytes();
        assertThat(memory.grow(1)).isEqualTo(1);
        assertThat(memory.bytes()).isNotSameAs(before).hasSize(2 * CoreMemoryType.PAGE_BYTES);
        assertThat(memory.readInt(100)).isEqualTo(5);
        assertThat(memory.grow(1)).isEqualTo(-1);
        assertThat(memory.type()).hasToString("memory 2..2 pages");
    }

    @Test
    void copiesMayOverlap() {
        memory.write(0, new byte[] {1, 2, 3, 4});
        memory.copy(1, 0, 4);
        assertThat(memory.read(0, 5)).containsExactly(1, 1, 2, 3, 4);
    }
}
