package arcella.engine.testing;

import java.util.ArrayList;
import java.util.List;

import arcella.engine.core.CoreValueType;

/** Assembles a core module; imports first, since they come first in the index spaces. */
public final class ModuleBuilder {

    private final List<byte[]> types = new ArrayList<>();
    private final List<byte[]> imports = new ArrayList<>();
    private final List<byte[]> functions = new ArrayList<>();
    private final List<byte[]> tables = new ArrayList<>();
    private final List<byte[]> memories = new ArrayList<>();
    private final List<byte[]> tags = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();
    private final List<byte[]> exports = new ArrayList<>();
    private final List<byte[]> elements = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private final List<byte[]> functionNames = new ArrayList<>();
    private int importedFunctions;
    private int importedTables;
    private int importedMemories;
    private int importedGlobals;
    private int importedTags;
    private int start = -1;
    private boolean dataCount;

    static int code(CoreValueType type) {
        return switch (type) {
            case I32 -> 0x7F;
            case I64 -> 0x7E;
            case F32 -> 0x7D;
            case F64 -> 0x7C;
            case FUNCREF -> 0x70;
            case EXTERNREF -> 0x6F;
            case EXNREF -> 0x69;
        };
    }

    /** Adds a function type. */
    public int type(List<CoreValueType> params, List<CoreValueType> results) {
        Bytes type = new Bytes().u8(0x60).u32(params.size());
        params.forEach(p -> type.u8(code(p)));
        type.u32(results.size());
        results.forEach(r -> type.u8(code(r)));
        types.add(type.toArray());
        return types.size() - 1;
    }

    /** Adds a function import. */
    public int importFunction(String module, String field, int type) {
        imports.add(new Bytes().name(module).name(field).u8(0).u32(type).toArray());
        return importedFunctions++;
    }

    /** Adds a table import of function references. */
    public int importTable(String module, String field, long min) {
        imports.add(new Bytes().name(module).name(field).u8(1, 0x70, 0).u32(min).toArray());
        return importedTables++;
    }

    /** Adds a memory import. */
    public int importMemory(String module, String field, long min) {
        imports.add(new Bytes().name(module).name(field).u8(2, 0).u32(min).toArray());
        return importedMemories++;
    }

    /** Adds a global import. */
    public int importGlobal(String module, String field, CoreValueType type, boolean mutable) {
        imports.add(new Bytes().name(module).name(field).u8(3, code(type), mutable ? 1 : 0).toArray());
        return importedGlobals++;
    }

    /** Adds a tag import. */
    public int importTag(String module, String field, int type) {
        imports.add(new Bytes().name(module).name(field).u8(4, 0).u32(type).toArray());
        return importedTags++;
    }

    /** Adds a function. */
    public int function(int type, Code code) {
        functions.add(new Bytes().u32(type).toArray());
        bodies.add(new Bytes().sized(code.bytes()).toArray());
        return importedFunctions + functions.size() - 1;
    }

    /** Adds and exports a function. */
    public int function(String export, int type, Code code) {
        int index = function(type, code);
        export(export, 0, index);
        return index;
    }

    /** Adds a table of function references. */
    public int table(long min, long max) {
        tables.add(new Bytes().u8(0x70, 1).u32(min).u32(max).toArray());
        return importedTables + tables.size() - 1;
    }

    /** Adds a memory without a maximum. */
    public int memory(long min) {
        memories.add(new Bytes().u8(0).u32(min).toArray());
        return importedMemories + memories.size() - 1;
    }

    /** Adds a memory. */
    public int memory(long min, long max) {
        memories.add(new Bytes().u8(1).u32(min).u32(max).toArray());
        return importedMemories + memories.size() - 1;
    }

    /** Adds an exception tag. */
    public int tag(int type) {
        tags.add(new Bytes().u8(0).u32(type).toArray());
        return importedTags + tags.size() - 1;
    }

    /** Adds an {@code i32} global. */
    public int globalI32(boolean mutable, int value) {
        globals.add(new Bytes().u8(0x7F, mutable ? 1 : 0, 0x41).s64(value).u8(0x0B).toArray());
        return importedGlobals + globals.size() - 1;
    }

    /** Adds an export: kind 0 function, 1 table, 2 memory, 3 global, 4 tag. */
    public ModuleBuilder export(String name, int kind, int index) {
        exports.add(new Bytes().name(name).u8(kind).u32(index).toArray());
        return this;
    }

    /** Adds an active element segment of table 0. */
    public ModuleBuilder elements(int offset, int... functionIndices) {
        Bytes segment = new Bytes().u8(0, 0x41).s64(offset).u8(0x0B).u32(functionIndices.length);
        for (int index : functionIndices) {
            segment.u32(index);
        }
        elements.add(segment.toArray());
        return this;
    }

    /** Adds an active data segment of memory 0. */
    public ModuleBuilder data(int offset, byte[] bytes) {
        data.add(new Bytes().u8(0, 0x41).s64(offset).u8(0x0B).sized(bytes).toArray());
        return this;
    }

    /** Adds a passive data segment. */
    public ModuleBuilder passiveData(byte[] bytes) {
        data.add(new Bytes().u8(1).sized(bytes).toArray());
        dataCount = true;
        return this;
    }

    /** Sets the start function. */
    public ModuleBuilder start(int function) {
        start = function;
        return this;
    }

    /** Gives a function a name in the name section. */
    public ModuleBuilder name(int function, String name) {
        functionNames.add(new Bytes().u32(function).name(name).toArray());
        return this;
    }

    /** The binary. */
    public byte[] build() {
        Bytes out = new Bytes().u8(0, 'a', 's', 'm', 1, 0, 0, 0);
        section(out, 1, types);
        section(out, 2, imports);
        section(out, 3, functions);
        section(out, 4, tables);
        section(out, 5, memories);
        section(out, 13, tags);
        section(out, 6, globals);
        section(out, 7, exports);
        if (start >= 0) {
            out.u8(8).sized(new Bytes().u32(start).toArray());
        }
        section(out, 9, elements);
        if (dataCount) {
            out.u8(12).sized(new Bytes().u32(data.size()).toArray());
        }
        section(out, 10, bodies);
        section(out, 11, data);
        if (!functionNames.isEmpty()) {
            Bytes map = new Bytes().u32(functionNames.size());
            functionNames.forEach(map::raw);
            out.u8(0).sized(new Bytes().name("name").u8(1).sized(map.toArray()).toArray());
        }
        return out.toArray();
    }

    private static void section(Bytes out, int id, List<byte[]> items) {
        if (!items.isEmpty()) {
            Bytes content = new Bytes().u32(items.size());
            items.forEach(content::raw);
            out.u8(id).sized(content.toArray());
        }
    }
}
