package arcella.runtime.manifest;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import arcella.error.ArcellaException;

/**
 * Any text is a manifest or has a coded mistake. The profile {@code proof} fuzzes it for two minutes; the ordinary build has
 * the seeded {@link ManifestFuzzTest}, since Jazzer rewrites every class of the JVM that it runs in.
 */
class ManifestFuzz {

    @FuzzTest(maxDuration = "2m")
    void manifest(byte[] input) {
        read(new String(input, StandardCharsets.UTF_8));
    }

    /** Whether it is a manifest. */
    static boolean read(String text) {
        try {
            ManifestReader.read(text, "arcella.toml");
            return true;
        } catch (ArcellaException refused) {
            if (!refused.getMessage().startsWith("ARC-2")) {
                throw new AssertionError("not a code that is declared", refused);
            }
            return false;
        }
    }
}
