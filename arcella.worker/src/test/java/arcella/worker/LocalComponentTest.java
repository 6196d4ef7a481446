package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import arcella.wit.WitError;
import arcella.wit.value.Bytes;
import arcella.worker.face.SharedTypes;

/** Components in this process. */
class LocalComponentTest extends ComponentContract {

    @Override
    ModuleHost open() {
        return new LocalModuleHost(1L << 30);
    }

    private static InstanceSpec shared(int functions, int names) {
        Bytes wasm = Bytes.wrap(SharedTypes.instances(functions, names));
        return InstanceSpec.of("shared@1.0.0", new ModuleContent.InMemory(ModuleContent.hash(wasm), wasm));
    }

    /** 12,000 functions from 2 KB: what would list them is refused. */
    @Test
    void anInstanceUnderManyNamesIsRefused() {
        assertThat(started(shared(100, 20), new Recorder()).functions()).hasSize(2000);
        assertCode(() -> started(shared(100, 120), new Recorder()), WitError.WIT_LIMIT, "more functions than so few bytes");
    }
}
