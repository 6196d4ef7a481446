package arcella.engine.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.internal.binary.BinaryReader;
import arcella.error.ArcellaException;

/**
 * The function names of a module's name section (core specification, 7.4.1), read when the first one is asked for: only
 * traps and reports want them. Thread-safe.
 */
final class FunctionNames {

    private final byte[] section;
    private volatile @Nullable Map<Integer, String> names;

    /** @param section the content of the name section; empty if there is none */
    FunctionNames(byte[] section) {
        this.section = section;
    }

    byte[] section() {
        return section;
    }

    /** A function's name, fit for a line of a log ({@link PlainNames}), whatever the module's author wrote. */
    Optional<String> find(int function) {
        Map<Integer, String> read = names;
        if (read == null) {
            read = read(section);
            names = read;
        }
        return Optional.ofNullable(read.get(function)).filter(name -> !name.isEmpty()).map(PlainNames::plain);
    }

    /** Damage in a custom section makes no module invalid (5.5.3): what comes before it counts. */
    private static Map<Integer, String> read(byte[] section) {
        Map<Integer, String> names = new HashMap<>();
        BinaryReader in = new BinaryReader(section, 0, section.length);
        try {
            while (in.more()) {
                int id = in.u8();
                int size = in.count("bytes of names");
                if (id == 1) {
                    for (int left = in.count("names"); left > 0; left--) {
                        names.put(in.index(), in.name());
                    }
                    return names;
                }
                in.skip(size);
            }
        } catch (ArcellaException damaged) {
            return names;
        }
        return names;
    }
}
