package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileCache;
import arcella.engine.core.CoreEngine;
import arcella.wit.value.WitValue;

/** Modules that were compiled before they are instantiated. */
class PreparedTest {

    private static final long BYTES = 64L << 20;

    @TempDir
    private Path folder;

    private void call(CompileCache cache) {
        try (ModuleHost host = new LocalModuleHost(CoreEngine.cached(cache), BYTES)) {
            ModuleInstance greeter = host.instantiate(Guests.spec("greeter"), new Recorder());
            greeter.start();
            assertThat(greeter.invoke("calls", List.of())).containsExactly(new WitValue.U32(1));
        }
    }

    private static Optional<CacheState> prepared(LocalModuleHost host) {
        return host.prepared(Guests.example("greeter"), InstanceLimits.defaults());
    }

    @Test
    void hostsCompileNothingThatWasPrepared() throws Exception {
        Path compiled = folder.resolve("compiled");
        CompileCache writer = CompileCache.open(compiled, BYTES);
        try (LocalModuleHost host = new LocalModuleHost(CoreEngine.cached(writer), BYTES)) {
            assertThat(prepared(host)).contains(CacheState.MISSING);
            List<Integer> done = new ArrayList<>();
            assertThat(host.prepare(Guests.example("greeter").load().toArray(), InstanceLimits.defaults(),
                    (sha256, functions, total) -> done.add(functions)))
                    .as("functions in the interpreter").isEqualTo(InterpretedFunctions.none());
            assertThat(done).as("progress").isNotEmpty().isSorted();
            assertThat(prepared(host)).contains(CacheState.WHOLE);
        }
        CompileCache reader = CompileCache.readOnly(compiled);
        call(reader);
        assertThat(reader.hits()).isPositive();
        assertThat(reader.misses()).isZero();

        List<Path> entries;
        try (Stream<Path> files = Files.list(compiled)) {
            entries = files.toList();
        }
        for (Path entry : entries) {
            byte[] bytes = Files.readAllBytes(entry);
            bytes[bytes.length / 2] ^= 1;
            Files.write(entry, bytes);
        }
        try (LocalModuleHost host = new LocalModuleHost(CoreEngine.cached(writer), BYTES)) {
            assertThat(prepared(host)).contains(CacheState.DAMAGED);
        }
        CompileCache damaged = CompileCache.readOnly(compiled);
        call(damaged);
        assertThat(damaged.hits()).as("a damaged entry is compiled anew").isZero();
        assertThat(damaged.misses()).isPositive();
    }
}
