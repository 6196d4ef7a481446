package arcella.wit.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The {@link Targets} for Jazzer, which finds inputs by the code that they reach. The profile {@code proof} gives each two
 * minutes; without {@code JAZZER_FUZZ} in the environment each runs on its committed seeds only
 * ({@code ReadersFuzzInputs}). The ordinary build has {@link ShortFuzzTest} in their place, since Jazzer rewrites every class
 * of the JVM that it runs in.
 */
class ReadersFuzz {

    @FuzzTest(maxDuration = "2m")
    void component(byte[] input) {
        Targets.component(input);
    }

    @FuzzTest(maxDuration = "2m")
    void coreModule(byte[] input) {
        Targets.coreModule(input);
    }

    @FuzzTest(maxDuration = "2m")
    void wit(byte[] input) {
        Targets.wit(input);
    }

    @FuzzTest(maxDuration = "2m")
    void folder(byte[] input) {
        Targets.folder(input);
    }

    @FuzzTest(maxDuration = "2m")
    void diff(byte[] input) {
        Targets.diff(input);
    }

    @FuzzTest(maxDuration = "2m")
    void wave(byte[] input) {
        Targets.wave(input);
    }

    @FuzzTest(maxDuration = "2m")
    void call(byte[] input) {
        Targets.call(input);
    }

    @FuzzTest(maxDuration = "2m")
    void names(byte[] input) {
        Targets.names(input);
    }
}
