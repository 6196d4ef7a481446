package arcella.wit.fuzz;

import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One thing that stands {@code n} times, and what is made of it.
 *
 * @param name with the reader in front: {@code validate: types}
 * @param prepared what is not measured, such as reading what is then printed
 * @param reader what is measured; what it answers is what stays
 */
record Family(String name, IntFunction<byte[]> input, Function<byte[], Object> prepared, Function<Object, Object> reader) {

    static Family of(String name, IntFunction<byte[]> input, Function<byte[], Object> reader) {
        return new Family(name, input, bytes -> bytes, bytes -> reader.apply((byte[]) bytes));
    }

    /** Reads one of its inputs. */
    Object read(byte[] bytes) {
        return reader.apply(prepared.apply(bytes));
    }

    @Override
    public String toString() {
        return name;
    }
}
