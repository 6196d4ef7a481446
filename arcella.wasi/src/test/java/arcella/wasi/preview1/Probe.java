package arcella.wasi.preview1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreValueType;
import arcella.wasi.WasiConfig;

/**
 * A guest without code: one page of memory, and every function of WASI 0.1 exported again under its own name, so that
 * a test makes the calls a guest would make, wrong ones included.
 */
final class Probe implements AutoCloseable {

    private static final CoreModule MODULE = new CoreEngine().load(binary());

    private final Preview1 wasi;
    private final CoreInstance instance;

    Probe(WasiConfig config) {
        wasi = Preview1.create(config);
        instance = MODULE.instantiate(wasi.imports(), CoreLimits.defaults());
    }

    /** Calls a function and answers its error. */
    Errno call(String function, long... args) {
        long[] results = instance.function(function).orElseThrow().call(args);
        return Errno.values()[(int) results[0]];
    }

    /** Calls {@code proc_exit}, which answers nothing. */
    void exit(int code) {
        instance.function("proc_exit").orElseThrow().call(code);
    }

    CoreMemory memory() {
        return instance.memory("memory").orElseThrow();
    }

    int readInt(int address) {
        return memory().readInt(address);
    }

    long readLong(int address) {
        return memory().readLong(address);
    }

    /** Writes text and answers its length in bytes. */
    int text(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory().write(address, bytes);
        return bytes.length;
    }

    /** Writes one vector. */
    void vector(int address, int pointer, int length) {
        memory().writeInt(address, pointer);
        memory().writeInt(address + 4, length);
    }

    String string(int address, int length) {
        return new String(memory().read(address, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        instance.close();
        wasi.close();
    }

    private static byte[] binary() {
        Map<String, CoreFunctionType> functions = Preview1.functions();
        List<CoreFunctionType> types = new ArrayList<>(functions.values());
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});

        ByteArrayOutputStream typeSection = counted(types.size());
        for (CoreFunctionType type : types) {
            typeSection.write(0x60);
            number(typeSection, type.params().size());
            type.params().forEach(p -> typeSection.write(p.equals(CoreValueType.I64) ? 0x7e : 0x7f));
            number(typeSection, type.results().size());
            type.results().forEach(r -> typeSection.write(0x7f));
        }
        section(module, 1, typeSection);

        ByteArrayOutputStream imports = counted(functions.size());
        int index = 0;
        for (String name : functions.keySet()) {
            name(imports, Preview1.MODULE);
            name(imports, name);
            imports.write(0);
            number(imports, index++);
        }
        section(module, 2, imports);

        ByteArrayOutputStream memories = counted(1);
        memories.writeBytes(new byte[] {0, 1});
        section(module, 5, memories);

        ByteArrayOutputStream exports = counted(functions.size() + 1);
        name(exports, "memory");
        exports.writeBytes(new byte[] {2, 0});
        index = 0;
        for (String name : functions.keySet()) {
            name(exports, name);
            exports.write(0);
            number(exports, index++);
        }
        section(module, 7, exports);
        return module.toByteArray();
    }

    private static ByteArrayOutputStream counted(int count) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        number(section, count);
        return section;
    }

    private static void section(ByteArrayOutputStream module, int id, ByteArrayOutputStream content) {
        module.write(id);
        number(module, content.size());
        module.writeBytes(content.toByteArray());
    }

    private static void name(ByteArrayOutputStream out, String name) {
        number(out, name.length());
        out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
