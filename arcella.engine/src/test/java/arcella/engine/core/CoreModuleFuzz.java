package arcella.engine.core;

import com.code_intelligence.jazzer.junit.FuzzTest;

import arcella.error.ArcellaException;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;

/**
 * What is held of the two ways into core modules, whatever the bytes: the validator of modules inside components, and the
 * engine's own outline. The profile {@code proof} fuzzes it for two minutes; the ordinary build has the seeded
 * {@link CoreModuleFuzzTest}, since Jazzer rewrites every class of the JVM that it runs in.
 */
class CoreModuleFuzz {

    private static final ModuleValidator VALIDATOR = new ModuleValidator();
    private static final CoreEngine ENGINE = new CoreEngine();

    @FuzzTest(maxDuration = "2m")
    void validate(byte[] input) {
        validates(input);
        outlines(input);
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
