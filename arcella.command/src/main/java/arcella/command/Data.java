package arcella.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What verbs take and give: a tree of plain values with the same shape in MessagePack and in JSON. Immutable.
 *
 * <p>In JSON, {@link Bytes} are base64 text.
 */
public sealed interface Data {

    /** Nothing. */
    record None() implements Data {}

    /** A truth value. */
    record Truth(boolean value) implements Data {}

    /** A whole number. */
    record Whole(long value) implements Data {}

    /** A number with a fraction. */
    record Real(double value) implements Data {}

    /** Text. */
    record Text(String value) implements Data {}

    /** Raw bytes; the array is not to be changed. */
    record Bytes(byte[] value) implements Data {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes(byte[] bytes) && Arrays.equals(value, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** Items in order. */
    record Items(List<Data> values) implements Data {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Named fields, in the order given. */
    record Fields(Map<String, Data> values) implements Data {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Nothing. */
    Data NONE = new None();

    /** No fields. */
    Fields EMPTY = new Fields(Map.of());

    static Data of(String value) {
        return new Text(value);
    }

    static Data of(long value) {
        return new Whole(value);
    }

    static Data of(boolean value) {
        return new Truth(value);
    }

    static Data of(byte[] value) {
        return new Bytes(value);
    }

    static Items items(List<? extends Data> values) {
        return new Items(List.copyOf(values));
    }

    /** A list of texts. */
    static Items texts(Iterable<String> values) {
        List<Data> texts = new ArrayList<>();
        for (String value : values) {
            texts.add(of(value));
        }
        return new Items(texts);
    }

    /** Starts a {@link Fields} value. */
    static FieldsBuilder fields() {
        return new FieldsBuilder();
    }

    /** Collects named fields in order. Not thread-safe. */
    final class FieldsBuilder {
        private final Map<String, Data> values = new LinkedHashMap<>();

        private FieldsBuilder() {}

        public FieldsBuilder put(String name, Data value) {
            values.put(name, value);
            return this;
        }

        public FieldsBuilder put(String name, String value) {
            return put(name, of(value));
        }

        public FieldsBuilder put(String name, long value) {
            return put(name, of(value));
        }

        public FieldsBuilder put(String name, boolean value) {
            return put(name, of(value));
        }

        public Fields build() {
            return new Fields(values);
        }
    }
}
