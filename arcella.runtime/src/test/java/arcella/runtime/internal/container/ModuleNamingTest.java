package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.worker.face.ModuleFace;

class ModuleNamingTest {

    private static final ModuleFace FACE = ModuleFace.of(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    private static final ModuleId OLD = new ModuleId("adder", "0.1.0");

    private static ModuleId updated(String fileName, Optional<String> name) {
        return updated(fileName, name, InstallRequest.BY_HAND);
    }

    private static ModuleId updated(String fileName, Optional<String> name, String origin) {
        InstallRequest request = new InstallRequest(InputStream.nullInputStream(), fileName, Optional.empty(), name,
                Optional.empty(), List.of(), false, origin);
        return ModuleNaming.manifest(request, FACE, OLD, Optional.empty()).module().id();
    }

    @Test
    void aFileInAFolderWithoutAManifestIsNamedAsAtInstall() {
        assertThat(updated("adder.wasm", Optional.empty(), "deploy:adder.wasm")).isEqualTo(new ModuleId("adder", "0.0.0"));
        assertThatThrownBy(() -> updated("x.wasm", Optional.empty(), "deploy:x.wasm")).hasMessageContaining("ARC-2106");
    }

    @Test
    void anUpdateTakesItsVersionFromTheFileName() {
        assertThat(updated("adder@0.2.0.wasm", Optional.empty())).isEqualTo(new ModuleId("adder", "0.2.0"));
        assertThat(updated("build-output.wasm", Optional.empty())).isEqualTo(OLD);
    }

    @Test
    void aFileNamedAsAnotherModuleTakesNoModulesPlaceUnlessThatIsSaid() {
        assertThatThrownBy(() -> updated("hello@2.0.0.wasm", Optional.empty()))
                .hasMessageContaining("ARC-2106").hasMessageContainingAll("'hello'", "adder@0.1.0", "--name adder");
        assertThat(updated("hello@2.0.0.wasm", Optional.of("adder"))).isEqualTo(new ModuleId("adder", "2.0.0"));
    }
}
