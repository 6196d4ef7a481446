package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Modules that come through the deploy folder and through {@code wasm:} URLs. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DeployIT {

    @TempDir
    private Path home;

    private Path deploy;
    private TestContainer container;

    @BeforeEach
    void boot() throws Exception {
        deploy = Files.createDirectories(home.resolve("deploy"));
        container = new TestContainer(home);
    }

    @AfterEach
    void shutDown() throws Exception {
        container.close();
    }

    @Test
    void followsTheFolder() throws Exception {
        Files.write(deploy.resolve("adder.wasm"), TestContainer.example("adder"));
        container.awaitState("adder@0.0.0", "Active");
        Files.writeString(deploy.resolve("adder.toml"), TestContainer.manifest("adder", "1.0.0", "trusted = true\n"));
        container.awaitState("adder@1.0.0", "Active");
        assertThat(container.state("adder@0.0.0")).isEqualTo("gone");
        assertThat(container.call("module:info", "module=adder").data().toString())
                .contains("deploy:adder.wasm").contains("denied=Items[values=[Text[value=trust]]]");
        restart();
        container.awaitState("adder@1.0.0", "Active");
        assertThat(container.call("module:info", "module=adder").data().toString()).contains("revision=Whole[value=2]");
        Files.delete(deploy.resolve("adder.wasm"));
        container.awaitState("adder", "gone");
    }

    @Test
    void reportsABrokenFileOnceAndGoesOn() throws Exception {
        Files.writeString(deploy.resolve("broken.wasm"), "no wasm");
        Files.write(deploy.resolve("hello.wasm"), TestContainer.example("hello"));
        container.awaitState("hello", "Completed");
        Thread.sleep(2_000);
        assertThat(container.log("").split("deploy/broken.wasm")).as("one report").hasSize(2);
        Files.write(deploy.resolve("broken.wasm"), TestContainer.example("hello"));
        container.awaitState("broken", "Completed");
    }

    @Test
    void removesWhatWentAwayWhileTheContainerWasDown() throws Exception {
        Files.write(deploy.resolve("adder.wasm"), TestContainer.example("adder"));
        container.awaitState("adder", "Active");
        container.close();
        Files.delete(deploy.resolve("adder.wasm"));
        container = new TestContainer(home);
        container.awaitState("adder", "gone");
    }

    @Test
    void installsByWasmUrl() throws Exception {
        Path file = Files.write(home.resolve("x.wasm"), TestContainer.example("adder"));
        Files.writeString(home.resolve("x.toml"), TestContainer.manifest("by-url", "1.0.0", ""));
        Bundle bundle = container.context().installBundle("wasm:" + file.toUri());
        assertThat(container.state("by-url")).isEqualTo("Installed");
        bundle.start();
        container.awaitState("by-url", "Active");
        restart();
        container.awaitState("by-url@1.0.0", "Active");

        Files.writeString(home.resolve("x.toml"), TestContainer.manifest("by-url", "1.1.0", ""));
        container.bundle("by-url").update(java.net.URI.create("wasm:" + file.toUri()).toURL().openStream());
        container.awaitState("by-url@1.1.0", "Active");
        assertThat(container.state("by-url@1.0.0")).isEqualTo("gone");
        container.call("module:remove", "module=by-url");
        assertThat(container.state("by-url")).isEqualTo("gone");

        Files.writeString(file, "no wasm");
        assertThatThrownBy(() -> container.context().installBundle("wasm:" + file.toUri()))
                .isInstanceOf(BundleException.class).hasStackTraceContaining("ARC-1001");
    }

    private void restart() throws Exception {
        container.close();
        container = new TestContainer(home);
    }
}
