package arcella.wit.reconstruct;

import java.util.function.IntFunction;

import arcella.wit.binary.Bytes;
import arcella.wit.fuzz.ShortNames;

/** Components of types that are written once and mentioned by many. */
public final class SharedTypes {

    private SharedTypes() {}

    /**
     * An imported function of a tuple of twice the tuple before, and so on.
     *
     * @param name how long the name of the resource is of which the innermost are; 0 for a number in its place
     * @param functions how many such functions of no type at all are there beside it
     */
    public static byte[] tuples(int name, int levels, int functions) {
        Bytes all = Bytes.component();
        int first = name > 0 ? resource(all, name) : 0;
        int last = tuples(all, first, name > 0 ? -1 : 0x7d, levels);
        return functions(function(all, last).section(10, new Bytes().raw(1, 0).name("the-f").raw(1).u32(last + 1))
                .section(7, new Bytes().raw(1, 0x40, 0, 1, 0)), functions, last + 2).toByteArray();
    }

    /** Many imported functions of one such tuple. */
    public static byte[] mentions(int levels, int leaf, int functions) {
        Bytes all = Bytes.component();
        int last = tuples(all, 0, leaf, levels);
        return functions(function(all, last), functions, last + 1).toByteArray();
    }

    /** Many imported functions that take one resource of a name with so many letters. */
    public static byte[] longName(int name, int functions) {
        Bytes all = Bytes.component();
        int own = resource(all, name) - 1;
        return functions(function(all, own), functions, own + 1).toByteArray();
    }

    /** The resource is type 0, its handle type 1. */
    private static int resource(Bytes all, int name) {
        all.section(10, new Bytes().raw(1, 0).name("r".repeat(name)).raw(3, 1)).section(7, new Bytes().raw(1, 0x69, 0));
        return 2;
    }

    private static int tuples(Bytes all, int first, int leaf, int levels) {
        all.section(7, many(levels, i -> {
            Bytes tuple = new Bytes().raw(0x6f, 2);
            if (i == 0 && leaf >= 0) {
                return tuple.raw(leaf, leaf);
            }
            return tuple.typeIndex(first + i - 1).typeIndex(first + i - 1);
        }));
        return first + levels - 1;
    }

    private static Bytes function(Bytes all, int type) {
        return all.section(7, new Bytes().raw(1, 0x40, 1).name("x").typeIndex(type).raw(1, 0));
    }

    private static Bytes functions(Bytes all, int count, int type) {
        return all.section(10, many(count, i -> new Bytes().raw(0).name(ShortNames.of(i)).raw(1).u32(type)));
    }

    private static Bytes many(int count, IntFunction<Bytes> one) {
        Bytes all = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            all.raw(one.apply(i).toByteArray());
        }
        return all;
    }
}
