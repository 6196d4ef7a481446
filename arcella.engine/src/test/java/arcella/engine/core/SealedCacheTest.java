package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

class SealedCacheTest {

    private static final long ROOM = 64L << 20;

    @TempDir
    private Path temporary;

    private final List<String> compiled = new ArrayList<>();

    private Path folder() {
        return temporary.resolve("home").resolve("run");
    }

    private static byte[] constant(int value) {
        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(List.of(), List.of(I32)), new Code().i32(value));
        return b.build();
    }

    private SealedCache open(int value, long room) {
        byte[] wasm = constant(value);
        return SealedCache.open(folder(), HexFormat.of().formatHex(Hashes.sha256(wasm, 0, wasm.length)),
                CoreOptions.untrusted(), room);
    }

    private SealedCache open(int value) {
        return open(value, ROOM);
    }

    /** Two modules, as a component has. */
    private void run(SealedCache cache, int value) {
        List<CoreModule> modules = CoreEngine.cached(cache).load(List.of(constant(value), constant(value + 100)),
                CoreOptions.untrusted(), (sha, done, total) -> compiled.add(sha));
        for (int i = 0; i < 2; i++) {
            assertThat(modules.get(i).instantiate(CoreImports.none(), CoreLimits.defaults()).function("f").orElseThrow()
                    .call()).containsExactly(value + 100 * i);
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList().getFirst();
        }
    }

    @Test
    void theSecondProcessCompilesNothing() throws IOException {
        run(open(1), 1);
        assertThat(compiled).isNotEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().getParent()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        compiled.clear();
        run(open(1), 1);
        assertThat(compiled).isEmpty();
    }

    @Test
    void nothingIsOpenOnceTheModulesAreLoaded() throws IOException {
        SealedCache cache = open(1);
        run(cache, 1);
        byte[] written = Files.readAllBytes(file());
        run(cache, 2);
        assertThat(Files.readAllBytes(file())).as("a second load finds it closed").isEqualTo(written);
    }

    @Test
    void aDamagedFileIsWrittenAgain() throws IOException {
        run(open(1), 1);
        byte[] good = Files.readAllBytes(file());
        for (int at : new int[] {0, 9, good.length / 2, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file(), bad);
            compiled.clear();
            run(open(1), 1);
            assertThat(compiled).isNotEmpty();
            assertThat(Files.readAllBytes(file())).hasSameSizeAs(good);
            compiled.clear();
            run(open(1), 1);
            assertThat(compiled).as("whole again").isEmpty();
        }
    }

    @Test
    void aFileCutShortIsWrittenAgain() throws IOException {
        run(open(1), 1);
        byte[] good = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(good, good.length / 2));
        run(open(1), 1);
        assertThat(Files.readAllBytes(file())).hasSameSizeAs(good);
    }

    @Test
    void oneWritesAndTheOthersDoWithout() throws IOException {
        SealedCache first = open(1);
        SealedCache second = open(1);
        run(second, 1);
        assertThat(Files.size(file())).as("the first has the lock").isZero();
        run(first, 1);
        compiled.clear();
        run(open(1), 1);
        assertThat(compiled).isEmpty();
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws IOException {
        run(open(1), 1);
        long one = Files.size(file());
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minusSeconds(100)));
        run(open(2), 2);
        run(open(3, one * 3 / 2), 3);
        compiled.clear();
        run(open(2), 2);
        assertThat(compiled).isEmpty();
        run(open(1), 1);
        assertThat(compiled).isNotEmpty();
    }

    @Test
    void aFileLargerThanTheRoomIsNotWritten() throws IOException {
        run(open(1, 100), 1);
        assertThat(Files.size(file())).isZero();
    }

    @Test
    void aFolderThatOthersCanWriteToIsRefused() throws IOException {
        Files.createDirectories(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> open(1)).satisfies(code(EngineError.CACHE));
    }
}
