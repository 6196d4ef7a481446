package arcella.engine.internal.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.engine.EngineError;
import arcella.engine.core.CoreFunctionType;
import arcella.engine.internal.binary.ModuleLayout.ImportName;
import arcella.engine.internal.binary.ModuleLayout.Span;
import arcella.error.ArcellaException;

/**
 * Reads the outline of a core module: sections, types, imports, and where the function bodies lie.
 *
 * <p>It stands before the engine library's parser and validator for three reasons: it tells where a binary is damaged,
 * it names features that this engine does not run, and it refuses sizes that would make the steps after it take
 * unreasonable time or memory. It does not validate: what it lets pass is still to be validated.
 */
public final class ModuleDecoder {

    /** The most functions, imported ones included. */
    public static final int MAX_FUNCTIONS = 100_000;
    /** The most types, globals, exports, and segments of each kind. */
    public static final int MAX_ITEMS = 100_000;
    /** The most elements that a table can start with. */
    public static final int MAX_TABLE = 10_000_000;
    /** The most imports: linking looks each up among all. */
    public static final int MAX_IMPORTS = 5_000;
    /** The most parameters and the most results of a function. */
    public static final int MAX_PARAMETERS = 1_000;
    /** The most locals of one function, parameters included: a Java method has 65 535 slots. */
    public static final int MAX_LOCALS = 20_000;
    /** How deep blocks may nest. */
    public static final int MAX_NESTING = 1_000;
    /** The most labels of one {@code br_table}. */
    public static final int MAX_LABELS = 65_520;

    private static final List<Integer> ORDER = List.of(1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11);
    private static final int[] NONE = {};

    /** What the rewriting pass adds at most to what is bounded. */
    private static final int ADDED = 64;

    private final byte[] bytes;
    private final int slack;
    private final Map<Integer, Span> sections = new HashMap<>();
    private final List<CoreFunctionType> types = new ArrayList<>();
    private final Ints importedFunctionTypes = new Ints();
    private final List<ImportName> imports = new ArrayList<>();
    private final Ints importAt = new Ints();
    private Optional<Span> nameSection = Optional.empty();
    private int[] functionTypes = NONE;
    private int[] tagTypes = NONE;
    private int[] bodies = NONE;
    private final Set<String> exported = new HashSet<>();
    private int tables;
    private int memories;
    private int tags;
    private int globals;
    private boolean tailCalls;

    private ModuleDecoder(byte[] bytes, int slack) {
        this.bytes = bytes;
        this.slack = slack;
    }

    /**
     * Reads a core module whose preamble was checked.
     *
     * @throws ArcellaException with {@code MALFORMED}, {@code UNSUPPORTED_FEATURE} or {@code LIMIT}
     */
    public static ModuleLayout decode(byte[] bytes) {
        return decode(bytes, 0);
    }

    /** Reads what the rewriting pass made of a module that {@link #decode} took; it may be a little beyond the bounds. */
    public static ModuleLayout decodeRewritten(byte[] bytes) {
        return decode(bytes, ADDED);
    }

    private static ModuleLayout decode(byte[] bytes, int slack) {
        ModuleDecoder decoder = new ModuleDecoder(bytes, slack);
        decoder.run();
        return new ModuleLayout(bytes, Map.copyOf(decoder.sections), decoder.nameSection, List.copyOf(decoder.types),
                decoder.importedFunctionTypes.toArray(), List.copyOf(decoder.imports),
                decoder.importAt.toArray(), decoder.functionTypes, decoder.tagTypes, decoder.bodies,
                decoder.globals, decoder.tailCalls);
    }

    private void run() {
        BinaryReader in = new BinaryReader(bytes, 8, bytes.length);
        int rank = -1;
        while (in.more()) {
            int at = in.position();
            int id = in.u8();
            int size = in.count("bytes of a section");
            Span content = new Span(in.position(), in.position() + size);
            in.skip(size);
            if (id == 0) {
                custom(content);
                continue;
            }
            int now = ORDER.indexOf(id);
            if (now < 0) {
                throw BinaryReader.malformed(at, "malformed section id " + id);
            } else if (now <= rank) {
                throw BinaryReader.malformed(at, "section " + id + " is out of order or there twice");
            }
            rank = now;
            sections.put(id, content);
            section(id, new BinaryReader(bytes, content.start(), content.end()));
        }
        if (functionTypes.length != bodies.length / 2) {
            throw BinaryReader.malformed(bytes.length, "function and code section have inconsistent lengths");
        }
    }

    private void custom(Span content) {
        BinaryReader in = new BinaryReader(bytes, content.start(), content.end());
        if (in.name().equals("name") && nameSection.isEmpty()) {
            nameSection = Optional.of(new Span(in.position(), content.end()));
        }
    }

    private void section(int id, BinaryReader in) {
        switch (id) {
            case 1 -> each(in, "types", MAX_ITEMS, this::type);
            case 2 -> each(in, "imports", MAX_IMPORTS, this::imported);
            case 3 -> functionTypes = indices(in, "functions", MAX_FUNCTIONS - importedFunctionTypes.size());
            case 4 -> each(in, "tables", MAX_ITEMS, this::table);
            case 5 -> each(in, "memories", MAX_ITEMS, this::memory);
            case 13 -> tags(in);
            case 6 -> each(in, "globals", MAX_ITEMS, this::global);
            case 7 -> each(in, "exports", MAX_ITEMS, this::export);
            case 8 -> checkFunction(in.index(), in.position());
            case 9 -> each(in, "element segments", MAX_ITEMS, this::elements);
            case 10 -> code(in);
            case 11 -> each(in, "data segments", MAX_ITEMS, this::data);
            default -> in.skip(in.left());
        }
        if (in.more()) {
            throw BinaryReader.malformed(in.position(), "section size mismatch");
        }
    }

    private interface Item {
        void read(BinaryReader in);
    }

    private int count(BinaryReader in, String what, int most) {
        int count = in.count(what);
        refuse(count, what, most + slack);
        return count;
    }

    static void refuse(long count, String what, int most) {
        if (count > most) {
            throw new ArcellaException(EngineError.LIMIT,
                    "the module has " + count + " " + what + "; this engine takes " + most,
                    "split the module or build it for size");
        }
    }

    private void each(BinaryReader in, String what, int most, Item item) {
        for (int left = count(in, what, most); left > 0; left--) {
            item.read(in);
        }
    }

    private int[] indices(BinaryReader in, String what, int most) {
        int[] result = new int[count(in, what, most)];
        for (int i = 0; i < result.length; i++) {
            result[i] = in.index();
        }
        return result;
    }

    private void type(BinaryReader in) {
        CoreFunctionType type = TypeReader.function(in);
        refuse(type.params().size(), "parameters in one function type", MAX_PARAMETERS);
        refuse(type.results().size(), "results in one function type", MAX_PARAMETERS);
        types.add(type);
    }

    private void checkType(int index, int at) {
        check(index, types.size(), "type", at);
    }

    private void imported(BinaryReader in) {
        imports.add(new ImportName(in.name(), in.name()));
        int at = in.position();
        importAt.add(at);
        switch (in.u8()) {
            case 0 -> {
                int type = in.index();
                checkType(type, at);
                importedFunctionTypes.add(type);
            }
            case 1 -> {
                TypeReader.value(in);
                limits(in, false);
                tables++;
            }
            case 2 -> memory(in);
            case 3 -> {
                globalType(in);
                globals++;
            }
            case 4 -> {
                tagKind(in);
                checkType(in.index(), at);
                tags++;
            }
            default -> throw BinaryReader.malformed(at, "malformed import kind");
        }
        importAt.add(in.position());
    }

    private static void tagKind(BinaryReader in) {
        if (in.u8() != 0) {
            throw BinaryReader.malformed(in.position() - 1, "malformed tag");
        }
    }

    private static void globalType(BinaryReader in) {
        TypeReader.value(in);
        if (in.u8() > 1) {
            throw BinaryReader.malformed(in.position() - 1, "malformed mutability");
        }
    }

    private static void limits(BinaryReader in, boolean memory) {
        int at = in.position();
        int flags = in.u8();
        if (flags > 15) {
            throw BinaryReader.malformed(at, "malformed limits flags");
        } else if ((flags & 8) != 0) {
            throw InstructionReader.unsupported("custom page sizes", at);
        } else if ((flags & 4) != 0) {
            throw InstructionReader.unsupported(memory ? "memory64" : "64-bit tables", at);
        } else if ((flags & 2) != 0) {
            throw InstructionReader.unsupported("threads (shared memory)", at);
        }
        long min = in.u32();
        if (!memory) {
            refuse(min, "elements to start with in one table", MAX_TABLE);
        }
        if ((flags & 1) != 0) {
            in.u32();
        }
    }

    private void table(BinaryReader in) {
        tables++;
        boolean initialized = in.peek() == 0x40;
        if (initialized) {
            in.u8();
            if (in.u8() != 0) {
                throw BinaryReader.malformed(in.position() - 1, "malformed table");
            }
        }
        TypeReader.value(in);
        limits(in, false);
        if (initialized) {
            expression(in);
        }
    }

    private void memory(BinaryReader in) {
        memories++;
        limits(in, true);
    }

    private void tags(BinaryReader in) {
        Ints found = new Ints();
        for (int left = count(in, "tags", MAX_ITEMS); left > 0; left--) {
            tagKind(in);
            int at = in.position();
            int type = in.index();
            checkType(type, at);
            found.add(type);
            tags++;
        }
        tagTypes = found.toArray();
    }

    private void global(BinaryReader in) {
        globalType(in);
        expression(in);
        globals++;
    }

    private void export(BinaryReader in) {
        int at = in.position();
        String name = in.name();
        if (!exported.add(name)) {
            throw invalid("duplicate export name " + name, at);
        }
        at = in.position();
        int kind = in.u8();
        int index = in.index();
        switch (kind) {
            case 0 -> checkFunction(index, at);
            case 1 -> check(index, tables, "table", at);
            case 2 -> check(index, memories, "memory", at);
            case 3 -> checkGlobal(index, at);
            case 4 -> check(index, tags, "tag", at);
            default -> throw BinaryReader.malformed(at, "malformed export kind");
        }
    }

    private void elements(BinaryReader in) {
        int at = in.position();
        int flags = in.index();
        if (flags > 7) {
            throw BinaryReader.malformed(at, "malformed element segment");
        }
        boolean active = (flags & 1) == 0;
        if (active) {
            if ((flags & 2) != 0) {
                in.index();
            }
            expression(in);
        }
        boolean expressions = (flags & 4) != 0;
        if ((flags & 3) != 0) {
            if (expressions) {
                TypeReader.value(in);
            } else if (in.u8() != 0) {
                throw BinaryReader.malformed(in.position() - 1, "malformed element kind");
            }
        }
        for (int left = in.count("elements"); left > 0; left--) {
            if (expressions) {
                expression(in);
            } else {
                checkFunction(in.index(), in.position());
            }
        }
    }

    private void data(BinaryReader in) {
        int at = in.position();
        int flags = in.index();
        if (flags > 2) {
            throw BinaryReader.malformed(at, "malformed data segment");
        }
        if (flags == 2) {
            in.index();
        }
        if (flags != 1) {
            expression(in);
        }
        in.skip(in.count("bytes of a data segment"));
    }

    /** Index spaces end here for the guest; what the rewriting pass adds behind them is out of its reach. */
    private void checkFunction(int index, int at) {
        check(index, importedFunctionTypes.size() + functionTypes.length, "function", at);
    }

    private void checkGlobal(int index, int at) {
        check(index, globals, "global", at);
    }

    static void check(int index, long size, String what, int at) {
        if (index >= size) {
            throw invalid("unknown " + what + " " + index, at);
        }
    }

    private static ArcellaException invalid(String what, int at) {
        return new ArcellaException(EngineError.INVALID,
                "the module is not valid WebAssembly: " + what + " at offset " + at,
                "build it again with a current toolchain");
    }

    /** Skips a constant expression. */
    private void expression(BinaryReader in) {
        InstructionReader reader = new InstructionReader(bytes, in.position(), in.position() + in.left());
        while (reader.next()) {
            switch (reader.opcode()) {
                case Opcodes.REF_FUNC -> checkFunction(reader.immediate(), reader.start());
                case Opcodes.GLOBAL_GET -> checkGlobal(reader.immediate(), reader.start());
                case Opcodes.END -> {
                    in.skip(reader.end() - in.position());
                    return;
                }
                default -> { }
            }
        }
        throw BinaryReader.malformed(in.position(), "a constant expression does not end");
    }

    private void code(BinaryReader in) {
        int count = count(in, "function bodies", MAX_FUNCTIONS);
        bodies = new int[2 * count];
        for (int i = 0; i < count; i++) {
            int size = in.count("bytes of a function body");
            bodies[2 * i] = in.position();
            in.skip(size);
            bodies[2 * i + 1] = in.position();
        }
        if (count != functionTypes.length) {
            return;
        }
        BodyCheck check = new BodyCheck(bytes, types, importedFunctionTypes.size() + count, globals, slack);
        for (int i = 0; i < count; i++) {
            checkType(functionTypes[i], bodies[2 * i]);
            int parameters = types.get(functionTypes[i]).params().size();
            int function = importedFunctionTypes.size() + i;
            tailCalls |= check.check(bodies[2 * i], bodies[2 * i + 1], parameters, " in function " + function);
        }
    }

    /** A list of numbers without boxes. */
    private static final class Ints {

        private int[] values = new int[16];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
