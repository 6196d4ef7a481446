package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/**
 * A component of 8 KB whose types would be a gigabyte of WIT: an operator installs, looks at and updates it as any other, and
 * it costs the container nothing.
 */
class LargeTypesIT {

    private static final int MOST_MEGABYTES = 100;

    @Test
    void sharedTypesCostTheContainerNothing() throws Exception {
        try (Container container = new Container()) {
            Path one = Files.write(container.folder().resolve("one.wasm"), exported("a".repeat(8000), 17));
            Path two = Files.write(container.folder().resolve("two.wasm"), exported("a".repeat(8000), 16));
            container.start();
            long before = peakMegabytes(container);
            container.cli("install", one.toString(), "--name", "large", "--start").ok();
            assertThat(container.cli("info", "large").ok().out()).contains("f: func(x: tuple<tuple<tuple<",
                    "too large to be written as WIT");
            container.cli("update", "large", two.toString()).ok();
            container.cli("list").ok();
            assertThat(peakMegabytes(container) - before).isLessThan(MOST_MEGABYTES);
            container.arcella("validate", one.toString()).ok();
            container.arcella("wit", one.toString()).failed(1, "ARC-6007");
        }
    }

    private static long peakMegabytes(Container container) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(container.daemon().pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum() / 1024;
    }

    /** Exports an enum of this name, and a function of a tuple of twice the tuple before, on so many levels above it. */
    private static byte[] exported(String name, int levels) {
        ByteArrayOutputStream core = bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
        section(core, 1, bytes(2, 0x60, 1, 0x7f, 0, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f));
        section(core, 3, bytes(2, 0, 1));
        section(core, 5, bytes(1, 0, 1));
        section(core, 7, bytes(3, 1, 'm', 2, 0, 1, 'f', 0, 0, 1, 'r', 0, 1));
        section(core, 10, bytes(2, 2, 0, 0x0b, 4, 0, 0x41, 0, 0x0b));
        ByteArrayOutputStream all = bytes(0, 'a', 's', 'm', 0x0d, 0, 1, 0);
        section(all, 1, core);
        section(all, 2, bytes(1, 0, 0, 0));
        section(all, 6, bytes(3, 0, 2, 1, 0, 1, 'm', 0, 0, 1, 0, 1, 'f', 0, 0, 1, 0, 1, 'r'));
        section(all, 7, bytes(1, 0x6d, 1, 1, 'x'));
        ByteArrayOutputStream export = bytes(1, 0);
        u32(export, name.length());
        export.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        export.writeBytes(new byte[] {3, 0, 0});
        section(all, 11, export);
        ByteArrayOutputStream tuples = bytes(levels);
        for (int i = 1; i <= levels; i++) {
            tuples.writeBytes(new byte[] {0x6f, 2, (byte) i, (byte) i});
        }
        section(all, 7, tuples);
        section(all, 7, bytes(1, 0x40, 1, 1, 'x', levels + 1, 1, 0));
        section(all, 8, bytes(1, 0, 0, 0, 2, 3, 0, 4, 1, levels + 2));
        section(all, 11, bytes(1, 0, 1, 'f', 1, 0, 0));
        return all.toByteArray();
    }

    private static void section(ByteArrayOutputStream out, int id, ByteArrayOutputStream contents) {
        out.write(id);
        u32(out, contents.size());
        out.writeBytes(contents.toByteArray());
    }

    private static void u32(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static ByteArrayOutputStream bytes(int... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int one : all) {
            out.write(one);
        }
        return out;
    }
}
