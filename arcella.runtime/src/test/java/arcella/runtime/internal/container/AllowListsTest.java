package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.manifest.InterfacePattern;
import arcella.runtime.manifest.ModuleSection;
import arcella.wit.resolved.ComponentType;
import arcella.worker.face.ModuleFace;

class AllowListsTest {

    private static final ModuleId ID = new ModuleId("m", "1.0.0");

    private static ModuleFace face(List<String> imports, List<String> exports) {
        return new ModuleFace(Optional.of(new ComponentType(Map.of(), Map.of(), Set.of(), Set.of())), Optional.empty(),
                imports, exports, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ModuleSection manifest(List<String> imports, List<String> exports) {
        return new ModuleSection(ID, ModuleSection.Isolation.WORKER, false, false, Optional.empty(), Optional.empty(), "",
                patterns(exports), patterns(imports));
    }

    private static List<InterfacePattern> patterns(List<String> texts) {
        return texts.stream().map(text -> InterfacePattern.parse(text).orElseThrow()).toList();
    }

    @Test
    void theSafeInterfacesNeedNoListing() {
        assertThat(AllowLists.check(ID, manifest(List.of(), List.of()), face(
                List.of("wasi:io/streams@0.2.12", "wasi:cli/stdout@0.2.0", "wasi:random/random@0.2.3"),
                List.of("wasi:cli/run@0.2.0", "go")))).isEmpty();
    }

    @Test
    void allThatIsNotListedIsNamed() {
        ModuleFace face = face(List.of("wasi:sockets/tcp@0.2.0", "logger:log/api@0.1.3", "logger:log/raw@0.1.3"),
                List.of("a:b/one@1.0.0", "a:b/two@2.0.0", "plain"));
        assertThatThrownBy(() -> AllowLists.check(ID,
                manifest(List.of("logger:log/api@0.1"), List.of("a:b@1")), face))
                .isInstanceOfSatisfying(ArcellaException.class, e -> {
                    assertThat(e.code().number()).isEqualTo(RuntimeError.NOT_LISTED.number());
                    assertThat(e.what()).endsWith(
                            "lists: import wasi:sockets/tcp@0.2.0, import logger:log/raw@0.1.3, export a:b/two@2.0.0");
                });
        assertThatThrownBy(() -> AllowLists.check(ID, manifest(List.of(), List.of()), face)).as("where there is no manifest, none lists less")
                .hasMessageContaining("has what no manifest lists: import wasi:sockets/tcp@0.2.0, import logger:log/api@0.1.3")
                .hasMessageContaining("give it a manifest");
        assertThat(AllowLists.check(ID,
                manifest(List.of("logger:log", "wasi:sockets"), List.of("a:b/one", "a:b/two@2.0.0")), face)).isEmpty();
    }

    @Test
    void aCoreModuleAnswersToNoEntry() {
        ModuleFace core = new ModuleFace(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty(),
                Optional.empty(), Optional.empty());
        assertThat(AllowLists.check(ID, manifest(List.of("wasi:http"), List.of("logger:log")), core))
                .containsExactly("imports nothing of 'wasi:http'", "exports nothing of 'logger:log'");
    }

    @Test
    void entriesThatNothingAnswersToAreTold() {
        assertThat(AllowLists.check(ID, manifest(List.of("wasi:http"), List.of("a:b/one", "a:b/three")),
                face(List.of(), List.of("a:b/one@1.0.0"))))
                .containsExactly("imports nothing of 'wasi:http'", "exports nothing of 'a:b/three'");
    }

    @Test
    void versionsAreExactAndTracksAreNot() {
        InterfacePattern exact = InterfacePattern.parse("a:b/c@0.2.0").orElseThrow();
        assertThat(exact.matches("a:b", "c", Optional.of("0.2.0"))).isTrue();
        assertThat(exact.matches("a:b", "c", Optional.of("0.2.1"))).isFalse();
        assertThat(exact.matches("a:b", "c", Optional.empty())).isFalse();
        InterfacePattern track = InterfacePattern.parse("a:b@0.2").orElseThrow();
        assertThat(track.matches("a:b", "any", Optional.of("0.2.17"))).isTrue();
        assertThat(track.matches("a:b", "any", Optional.of("0.20.1"))).isFalse();
        assertThat(track.matches("a:c", "any", Optional.of("0.2.17"))).isFalse();
        assertThat(InterfacePattern.parse("a:b").orElseThrow().matches("a:b", "x", Optional.empty())).isTrue();
    }
}
