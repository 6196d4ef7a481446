package arcella.worker.internal.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.worker.WorkerError;

/** How {@link WitValue}s are written: the number of their kind, then what the kind has. */
final class Values {

    /** How deep values may nest. A type is written by a person or a tool; none nests so deep. */
    static final int MAX_DEPTH = 128;

    /**
     * How many values one message may hold. Each takes two bytes or more in a frame and some twenty as an object: without
     * this bound a peer could make much of little.
     */
    static final int MAX_VALUES = 4 << 20;

    private static final WitValue.HandleKind[] HANDLE_KINDS = WitValue.HandleKind.values();

    private static final int BOOL = 1;
    private static final int S8 = 2;
    private static final int U8 = 3;
    private static final int S16 = 4;
    private static final int U16 = 5;
    private static final int S32 = 6;
    private static final int U32 = 7;
    private static final int S64 = 8;
    private static final int U64 = 9;
    private static final int F32 = 10;
    private static final int F64 = 11;
    private static final int CHAR = 12;
    private static final int TEXT = 13;
    private static final int LIST = 14;
    private static final int BYTES = 15;
    private static final int MAP = 16;
    private static final int RECORD = 17;
    private static final int TUPLE = 18;
    private static final int VARIANT = 19;
    private static final int ENUM = 20;
    private static final int FLAGS = 21;
    private static final int OPTION = 22;
    private static final int RESULT = 23;
    private static final int HANDLE = 24;

    private Values() {
    }

    static void write(Writer out, List<WitValue> values) {
        write(out, values, 0);
    }

    private static void write(Writer out, List<WitValue> values, int depth) {
        out.count(values.size());
        for (WitValue value : values) {
            write(out, value, depth);
        }
    }

    private static void write(Writer out, Optional<WitValue> payload, int depth) {
        out.bool(payload.isPresent());
        if (payload.isPresent()) {
            write(out, payload.get(), depth);
        }
    }

    private static void write(Writer out, WitValue value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ArcellaException(WorkerError.BAD_ARGUMENTS, "a value nests deeper than " + MAX_DEPTH + " levels",
                    "pass a flatter value");
        }
        if (out.values() > MAX_VALUES) {
            throw new ArcellaException(WorkerError.BAD_ARGUMENTS, "one call passes more than " + MAX_VALUES + " values",
                    "pass them in parts");
        }
        int inner = depth + 1;
        switch (value) {
            case WitValue.Bool v -> out.integer(BOOL).bool(v.value());
            case WitValue.S8 v -> out.integer(S8).integer(v.value());
            case WitValue.U8 v -> out.integer(U8).integer(v.value());
            case WitValue.S16 v -> out.integer(S16).integer(v.value());
            case WitValue.U16 v -> out.integer(U16).integer(v.value());
            case WitValue.S32 v -> out.integer(S32).integer(v.value());
            case WitValue.U32 v -> out.integer(U32).number(v.value());
            case WitValue.S64 v -> out.integer(S64).number(v.value());
            case WitValue.U64 v -> out.integer(U64).number(v.value());
            case WitValue.F32 v -> out.integer(F32).f32(v.value());
            case WitValue.F64 v -> out.integer(F64).f64(v.value());
            case WitValue.Char v -> out.integer(CHAR).integer(v.codePoint());
            case WitValue.Text v -> out.integer(TEXT).text(v.value());
            case WitValue.ListOf v -> write(out.integer(LIST), v.elements(), inner);
            case Bytes v -> out.integer(BYTES).bytes(v);
            case WitValue.MapOf v -> {
                out.integer(MAP).count(v.entries().size());
                v.entries().forEach((key, entry) -> {
                    write(out, key, inner);
                    write(out, entry, inner);
                });
            }
            case WitValue.RecordOf v -> {
                out.integer(RECORD).count(v.fields().size());
                for (WitValue.Field field : v.fields()) {
                    out.text(field.name());
                    write(out, field.value(), inner);
                }
            }
            case WitValue.TupleOf v -> write(out.integer(TUPLE), v.elements(), inner);
            case WitValue.VariantOf v -> write(out.integer(VARIANT).text(v.name()), v.payload(), inner);
            case WitValue.EnumOf v -> out.integer(ENUM).text(v.name());
            case WitValue.FlagsOf v -> out.integer(FLAGS).texts(List.copyOf(v.names()));
            case WitValue.OptionOf v -> write(out.integer(OPTION), v.payload(), inner);
            case WitValue.ResultOf v -> write(out.integer(RESULT).bool(v.isOk()), v.payload(), inner);
            case WitValue.Handle v -> out.integer(HANDLE).integer(v.kind().ordinal()).number(v.id());
        }
    }

    static List<WitValue> read(Reader in) throws IOException {
        return readList(in, 0);
    }

    private static List<WitValue> readList(Reader in, int depth) throws IOException {
        int count = in.count();
        List<WitValue> values = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            values.add(readOne(in, depth));
        }
        return values;
    }

    private static Optional<WitValue> readPayload(Reader in, int depth) throws IOException {
        return in.bool() ? Optional.of(readOne(in, depth)) : Optional.empty();
    }

    private static WitValue readOne(Reader in, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw Reader.bad("a value that nests too deep");
        }
        if (in.values() > MAX_VALUES) {
            throw Reader.bad("more values than one message may hold");
        }
        int inner = depth + 1;
        int kind = in.integer();
        return switch (kind) {
            case BOOL -> new WitValue.Bool(in.bool());
            case S8 -> new WitValue.S8(exact(in.integer(), Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue());
            case U8 -> new WitValue.U8(exact(in.integer(), 0, 0xff).shortValue());
            case S16 -> new WitValue.S16(exact(in.integer(), Short.MIN_VALUE, Short.MAX_VALUE).shortValue());
            case U16 -> new WitValue.U16(in.integer());
            case S32 -> new WitValue.S32(in.integer());
            case U32 -> new WitValue.U32(in.number());
            case S64 -> new WitValue.S64(in.number());
            case U64 -> new WitValue.U64(in.number());
            case F32 -> new WitValue.F32(in.f32());
            case F64 -> new WitValue.F64(in.f64());
            case CHAR -> new WitValue.Char(in.integer());
            case TEXT -> new WitValue.Text(in.text());
            case LIST -> new WitValue.ListOf(readList(in, inner));
            case BYTES -> in.value();
            case MAP -> new WitValue.MapOf(readMap(in, inner));
            case RECORD -> new WitValue.RecordOf(readFields(in, inner));
            case TUPLE -> new WitValue.TupleOf(readList(in, inner));
            case VARIANT -> new WitValue.VariantOf(in.text(), readPayload(in, inner));
            case ENUM -> new WitValue.EnumOf(in.text());
            case FLAGS -> new WitValue.FlagsOf(readNames(in));
            case OPTION -> new WitValue.OptionOf(readPayload(in, inner));
            case RESULT -> new WitValue.ResultOf(in.bool(), readPayload(in, inner));
            case HANDLE -> new WitValue.Handle(
                    HANDLE_KINDS[exact(in.integer(), 0, HANDLE_KINDS.length - 1)], in.number());
            default -> throw Reader.bad("a value of the unknown kind " + kind);
        };
    }

    private static Map<WitValue, WitValue> readMap(Reader in, int depth) throws IOException {
        int count = in.count();
        Map<WitValue, WitValue> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            WitValue key = readOne(in, depth);
            entries.put(key, readOne(in, depth));
        }
        return entries;
    }

    private static List<WitValue.Field> readFields(Reader in, int depth) throws IOException {
        int count = in.count();
        List<WitValue.Field> fields = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            fields.add(new WitValue.Field(in.text(), readOne(in, depth)));
        }
        return fields;
    }

    private static Set<String> readNames(Reader in) throws IOException {
        int count = in.count();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        return names;
    }

    private static Integer exact(int value, int least, int most) {
        if (value < least || value > most) {
            throw Reader.bad("a number out of its range: " + value);
        }
        return value;
    }
}
