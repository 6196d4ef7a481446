package arcella.engine.core;

import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import arcella.engine.testing.Guests;
import arcella.engine.testing.RandomModule;
import arcella.error.ArcellaException;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;

/**
 * What is held of the two ways into core modules, whatever the bytes: the validator of modules inside components, and the
 * engine's own outline. Each build fuzzes it for a few seconds, in a JVM of its own as Jazzer rewrites the classes there; the
 * profile {@code proof} for two minutes. {@link CoreModuleFuzzTest} has fixed inputs, and measures what they cost.
 */
class CoreModuleFuzz {

    private static final ModuleValidator VALIDATOR = new ModuleValidator();
    private static final CoreEngine ENGINE = new CoreEngine();

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void validate(byte[] input) {
        validates(input);
        outlines(input);
    }

    /** Modules of the examples, and some made by chance. */
    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(List.of(Guests.compute("sort"), Guests.read("adder/adder.wasm"),
                Guests.read("trap/trap.wasm"), Guests.read("cat/cat.wasm")));
        for (int seed = 0; seed < 6; seed++) {
            seeds.add(RandomModule.of(seed));
        }
        return seeds;
    }

    /** Whether the validator takes it. */
    static boolean validates(byte[] input) {
        try {
            VALIDATOR.validate(ByteSlice.of(input));
            return true;
        } catch (ComponentException refused) {
            if (refused.offset() < 0 || refused.offset() > input.length) {
                throw new AssertionError("offset " + refused.offset(), refused);
            }
            return false;
        } catch (ArcellaException refused) {
            check(refused);
            return false;
        }
    }

    /** Whether the engine takes it. */
    static boolean outlines(byte[] input) {
        try {
            ENGINE.outline(input);
            return true;
        } catch (ArcellaException refused) {
            check(refused);
            return false;
        }
    }

    private static void check(ArcellaException refused) {
        if (!refused.getMessage().startsWith("ARC-10")) {
            throw new AssertionError("not a code that is declared", refused);
        }
        // What the library has no word for ends as damage; an error of its own would be a hole, not an answer.
        if (refused.getCause() instanceof Error) {
            throw new AssertionError("the engine library failed", refused);
        }
    }
}
