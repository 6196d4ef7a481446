import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import arcella.engine.core.ModuleValidator;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.Component;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/**
 * How much processor time decoding and validating components takes: one of 1.5 MB, of which 0.3 MB are interfaces and the rest is core
 * code, and a thousand small ones. The components are made here, the same each time, and written to a folder so that
 * another program can read the same.
 */
public final class DecodeFigures {

    private static final int ROUNDS = 9;

    private DecodeFigures() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        byte[] large = component(100, 30, 1_200_000, 0);
        List<byte[]> small = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            small.add(component(1, 5, 100, i));
        }
        Files.write(folder.resolve("large.wasm"), large);
        for (int i = 0; i < small.size(); i++) {
            Files.write(folder.resolve("small-" + i + ".wasm"), small.get(i));
        }
        System.out.printf("large: %d bytes; small: 1000 components of %d bytes%n", large.length, small.getFirst().length);
        ModuleValidator code = new ModuleValidator();
        measure("decode, large", () -> ComponentDecoder.decode(large));
        measure("decode and validate, large, code trusted", () -> validate(large, CoreModuleValidator.TRUSTING));
        measure("decode and validate, large, code and all", () -> validate(large, code));
        measure("decode and validate, 1000 small, code trusted", () -> small.forEach(one -> validate(one, CoreModuleValidator.TRUSTING)));
        measure("decode and validate, 1000 small, code and all", () -> small.forEach(one -> validate(one, code)));
    }

    private static void validate(byte[] bytes, CoreModuleValidator code) {
        Component component = ComponentDecoder.decode(bytes);
        ComponentValidator.validate(component, code);
    }

    /** Processor time of this thread, since other programs may share the machine. */
    private static void measure(String what, Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        double first = (threads.getCurrentThreadCpuTime() - before) / 1e6;
        for (long end = threads.getCurrentThreadCpuTime() + 2_000_000_000L; threads.getCurrentThreadCpuTime() < end;) {
            work.run();
        }
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            times[i] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%-50s first %9.1f ms, then median %8.2f ms (%.2f to %.2f)%n", what, first,
                times[ROUNDS / 2], times[0], times[ROUNDS - 1]);
    }

    /** A component that imports interfaces with resources, records and variants, lowers all their functions and lifts one. */
    private static byte[] component(int interfaces, int functions, int codeBytes, int seed) {
        Bytes component = new Bytes().raw(0, 'a', 's', 'm', 0x0d, 0, 1, 0);
        Bytes types = new Bytes().u32(interfaces);
        Bytes imports = new Bytes().u32(interfaces);
        for (int i = 0; i < interfaces; i++) {
            interfaceType(types, functions);
            imports.raw(0).name("bench:made-" + seed + "/face-" + i + "@1.2.0").raw(5).u32(i);
        }
        component.section(7, types).section(10, imports);
        int total = interfaces * functions;
        component.section(1, libc()).section(2, new Bytes().raw(1, 0, 0, 0));
        Bytes aliases = new Bytes().u32(total + 2)
                .raw(0, 2, 1, 0).name("memory").raw(0, 0, 1, 0).name("realloc");
        for (int i = 0; i < interfaces; i++) {
            for (int f = 0; f < functions; f++) {
                aliases.raw(1, 0).u32(i).name(method(f));
            }
        }
        component.section(6, aliases);
        Bytes canons = new Bytes().u32(total);
        for (int f = 0; f < total; f++) {
            canons.raw(1, 0).u32(f).raw(3, 0, 3, 0, 4, 0);
        }
        component.section(8, canons);
        Bytes bag = new Bytes().raw(1, 1).u32(total);
        for (int f = 0; f < total; f++) {
            bag.name("f" + f).raw(0).u32(f + 1);
        }
        component.section(2, bag).section(1, mainModule(total, codeBytes)).section(2, new Bytes().raw(1, 0, 1, 1).name("env").raw(0x12, 1));
        component.section(6, new Bytes().raw(1, 0, 0, 1, 2).name("run"));
        component.section(7, new Bytes().raw(1, 0x40, 1).name("n").raw(0x79, 0, 0x79));
        component.section(8, new Bytes().raw(1, 0, 0).u32(total + 1).raw(0).u32(interfaces));
        return component.section(11, new Bytes().raw(1, 0).name("run").raw(1).u32(total).raw(0)).toByteArray();
    }

    private static String method(int f) {
        return f == 0 ? "[constructor]thing" : "[method]thing.do-work-" + f;
    }

    /** Types 0 thing, 1 and 2 color, 3 and 4 point, 5 and 6 shape, 7 borrow, 8 own, 9 list, 10 result; then a type a function. */
    private static void interfaceType(Bytes out, int functions) {
        out.raw(0x42).u32(11 + 2 * functions)
                .raw(4, 0).name("thing").raw(3, 1)
                .raw(1, 0x6d, 3).name("red").name("green").name("blue").raw(4, 0).name("color").raw(3, 0, 1)
                .raw(1, 0x72, 3).name("x").raw(0x75).name("y").raw(0x75).name("tint").raw(2)
                .raw(4, 0).name("point").raw(3, 0, 3)
                .raw(1, 0x71, 3).name("dot").raw(1, 4, 0).name("name").raw(1, 0x73, 0).name("none").raw(0, 0)
                .raw(4, 0).name("shape").raw(3, 0, 5)
                .raw(1, 0x68, 0).raw(1, 0x69, 0).raw(1, 0x70, 6).raw(1, 0x6a, 1, 9, 1, 0x73);
        for (int f = 0; f < functions; f++) {
            if (f == 0) {
                out.raw(1, 0x40, 1).name("label").raw(0x73, 0, 8);
            } else {
                out.raw(1, 0x40, 3).name("self").raw(7).name("at").raw(4).name("note").raw(0x73, 0, 10);
            }
            out.raw(4, 0).name(method(f)).raw(1).u32(11 + f);
        }
    }

    private static Bytes libc() {
        return new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, new Bytes().raw(1, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f))
                .section(3, new Bytes().raw(1, 0)).section(5, new Bytes().raw(1, 0, 1))
                .section(7, new Bytes().raw(2).name("memory").raw(2, 0).name("realloc").raw(0, 0))
                .section(10, new Bytes().raw(1, 4, 0, 0x41, 0, 0x0b));
    }

    /** Imports every lowered function, and has functions of 1 KB of code each. */
    private static Bytes mainModule(int total, int codeBytes) {
        int perInterface = total <= 5 ? 5 : 30;
        Bytes imports = new Bytes().u32(total);
        for (int f = 0; f < total; f++) {
            imports.name("env").name("f" + f).raw(0).u32(f % perInterface == 0 ? 0 : 1);
        }
        int functions = Math.max(1, codeBytes / 1000);
        Bytes declared = new Bytes().u32(functions);
        Bytes code = new Bytes().u32(functions);
        for (int f = 0; f < functions; f++) {
            declared.u32(2);
            Bytes body = new Bytes().raw(0);
            for (int i = 0; i < Math.min(codeBytes, 1000) / 10; i++) {
                // local.get 0, i32.const, i32.add, i32.const, i32.xor, local.set 0
                body.raw(0x20, 0, 0x41).u32(i % 64).raw(0x6a, 0x41).u32(f % 64).raw(0x73, 0x21, 0);
            }
            body.raw(0x20, 0, 0x0b);
            code.u32(body.toByteArray().length).raw(body.toByteArray());
        }
        return new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, new Bytes().raw(3)
                        .raw(0x60, 2, 0x7f, 0x7f, 1, 0x7f)
                        .raw(0x60, 7, 0x7f, 0x7c, 0x7c, 0x7f, 0x7f, 0x7f, 0x7f, 0)
                        .raw(0x60, 1, 0x7f, 1, 0x7f))
                .section(2, imports).section(3, declared)
                .section(7, new Bytes().raw(1).name("run").raw(0).u32(total)).section(10, code);
    }

    /** Bytes in the making. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes raw(int... bytes) {
            for (int b : bytes) {
                out.write(b);
            }
            return this;
        }

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Bytes u32(int value) {
            int rest = value;
            while (rest >= 0x80) {
                out.write(rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
            return this;
        }

        Bytes name(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return u32(bytes.length).raw(bytes);
        }

        Bytes section(int id, Bytes contents) {
            byte[] bytes = contents.toByteArray();
            return raw(id).u32(bytes.length).raw(bytes);
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
