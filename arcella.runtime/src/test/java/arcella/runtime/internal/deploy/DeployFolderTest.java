package arcella.runtime.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleState;
import arcella.runtime.Modules;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.store.ContentHash;

/** What one look does after another; {@code DeployIT} has the folder of a container. */
class DeployFolderTest {

    @TempDir
    private Path folder;

    private final List<ModuleReport> installed = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<ArcellaException> problems = new ArrayList<>();
    private DeployFolder deploy;

    @BeforeEach
    void follow() {
        deploy = new DeployFolder(folder, modules(), problems::add);
    }

    /** A module is named as its file; one that is to be called otherwise is another one. */
    private Modules modules() {
        return (Modules) Proxy.newProxyInstance(Modules.class.getClassLoader(), new Class<?>[] {Modules.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "list" -> List.copyOf(installed);
                    case "manifest" -> Optional.empty();
                    case "install" -> {
                        InstallRequest request = (InstallRequest) arguments[0];
                        String text = text(request);
                        done.add("install " + text);
                        installed.add(report(text, request.origin(), text));
                        yield null;
                    }
                    case "update" -> {
                        String text = text((InstallRequest) arguments[1]);
                        done.add("update " + arguments[0] + " to " + text);
                        throw new ArcellaException(RuntimeError.NAME_CHANGED, "it is another module", "");
                    }
                    case "remove" -> {
                        done.add("remove " + arguments[0]);
                        installed.removeIf(module -> module.id().toString().equals(arguments[0]));
                        yield null;
                    }
                    default -> throw new IllegalStateException(method.getName());
                });
    }

    private static String text(InstallRequest request) throws IOException {
        return new String(request.content().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ModuleReport report(String name, String origin, String content) {
        return new ModuleReport(new ModuleId(name, "0.0.0"), new ModuleState.Installed(), Instant.EPOCH, "", "worker", false, List.of(), name,
                ContentHash.sha256(content.getBytes(StandardCharsets.UTF_8)), 0, 1, Instant.EPOCH, origin,
                OptionalLong.empty(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void leavesAloneWhatIsStillBeingWritten() throws Exception {
        for (String part : List.of("a", "d", "d")) {
            write("x.wasm", part);
            deploy.look();
        }
        assertThat(done).isEmpty();
        deploy.look();
        deploy.look();
        assertThat(done).containsExactly("install add");
        assertThat(problems).isEmpty();
    }

    @Test
    void leavesAloneWhoseManifestIsStillBeingWritten() throws Exception {
        write("x.wasm", "add");
        deploy.look();
        write("x.toml", "[mod");
        deploy.look();
        write("x.toml", "ule]");
        deploy.look();
        assertThat(done).isEmpty();
        deploy.look();
        assertThat(done).containsExactly("install add");
    }

    @Test
    void putsAnotherModuleInTheOnesPlace() throws Exception {
        write("x.wasm", "add");
        deploy.look();
        deploy.look();
        Files.delete(folder.resolve("x.wasm"));
        write("x.wasm", "multiply");
        deploy.look();
        deploy.look();
        assertThat(done).containsExactly("install add", "update add@0.0.0 to multiply", "install multiply", "remove add@0.0.0");
        assertThat(problems).isEmpty();
    }

    /** The container ended after the one had come, and before the other had gone. */
    @Test
    void removesTheOneWhosePlaceAnotherHasTaken() throws Exception {
        write("x.wasm", "multiply");
        installed.add(report("add", "deploy:x.wasm", "add"));
        installed.add(report("multiply", "deploy:x.wasm", "multiply"));
        deploy.look();
        deploy.look();
        deploy.look();
        assertThat(done).containsExactly("remove add@0.0.0");
        assertThat(installed).extracting(module -> module.id().name()).containsExactly("multiply");
        Files.delete(folder.resolve("x.wasm"));
        deploy.look();
        deploy.look();
        assertThat(installed).isEmpty();
    }
}
