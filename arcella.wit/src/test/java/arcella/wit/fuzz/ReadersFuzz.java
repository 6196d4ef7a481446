package arcella.wit.fuzz;

import java.io.IOException;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@link Targets} for Jazzer, which finds inputs by the code that they reach, from the {@link Seeds}. The profile
 * {@code proof} gives each two minutes, one JVM each, since Jazzer fuzzes but one in a JVM; {@link EveryReaderFuzz} has all of
 * them a few seconds together in every build. Without {@code JAZZER_FUZZ} in the environment each runs on its seeds only.
 */
class ReadersFuzz {

    @MethodSource("componentSeeds")
    @FuzzTest(maxDuration = "2m")
    void component(byte[] input) {
        Targets.component(input);
    }

    static List<byte[]> componentSeeds() throws IOException {
        return Seeds.fromExamples("component");
    }

    @MethodSource("coreModuleSeeds")
    @FuzzTest(maxDuration = "2m")
    void coreModule(byte[] input) {
        Targets.coreModule(input);
    }

    static List<byte[]> coreModuleSeeds() throws IOException {
        return Seeds.fromExamples("coreModule");
    }

    @MethodSource("witSeeds")
    @FuzzTest(maxDuration = "2m")
    void wit(byte[] input) {
        Targets.wit(input);
    }

    static List<byte[]> witSeeds() throws IOException {
        return Seeds.fromExamples("wit");
    }

    @MethodSource("folderSeeds")
    @FuzzTest(maxDuration = "2m")
    void folder(byte[] input) {
        Targets.folder(input);
    }

    static List<byte[]> folderSeeds() throws IOException {
        return Seeds.fromExamples("folder");
    }

    @MethodSource("diffSeeds")
    @FuzzTest(maxDuration = "2m")
    void diff(byte[] input) {
        Targets.diff(input);
    }

    static List<byte[]> diffSeeds() throws IOException {
        return Seeds.fromExamples("diff");
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
