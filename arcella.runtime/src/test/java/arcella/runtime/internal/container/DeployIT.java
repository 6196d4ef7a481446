package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import arcella.runtime.internal.store.ContentHash;

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
        // Which Java cannot write: its bytes are no text.
        Process odd = new ProcessBuilder("/bin/sh", "-c", "printf x >\"$0/$(printf 'odd\\377.wasm')\"", deploy.toString()).start();
        assertThat(odd.waitFor()).isZero();
        Files.write(deploy.resolve("hello.wasm"), TestContainer.example("hello"));
        container.awaitState("hello", "Completed");
        Thread.sleep(2_000);
        assertThat(container.log("").split("deploy/broken.wasm")).as("one report").hasSize(2);
        assertThat(container.log("").split("has a name that is no UTF-8")).as("one report").hasSize(2);
        Files.write(deploy.resolve("broken.wasm"), TestContainer.example("hello"));
        container.awaitState("broken", "Completed");
    }

    /** As {@code mv}, {@code cp -p} and {@code rsync -a} bring files: with times of long ago. */
    @Test
    void followsReplacementsWhateverTheirTimes() throws Exception {
        byte[] first = padded(1);
        byte[] second = padded(2);
        Files.write(deploy.resolve("adder.wasm"), first);
        Files.writeString(deploy.resolve("adder.toml"), TestContainer.manifest("adder", "1.0.0", ""));
        container.awaitState("adder@1.0.0", "Active");
        moveIn("adder.wasm", second);
        awaitInfo("adder", ContentHash.sha256(second));
        moveIn("adder.toml", TestContainer.manifest("adder", "0.5.0", "").getBytes(StandardCharsets.UTF_8));
        container.awaitState("adder@0.5.0", "Active");
        moveIn("adder.toml", TestContainer.manifest("adder", "0.5.0", "description = \"told\"\n").getBytes(StandardCharsets.UTF_8));
        awaitInfo("adder", "value=told");
        Files.delete(deploy.resolve("adder.toml"));
        awaitInfo("adder", "revision=Whole[value=5]");
        assertThat(info("adder")).as("as it is without a manifest").contains("version=Text[value=0.0.0]").doesNotContain("value=told");

        container.close();
        moveIn("adder.wasm", first);
        container = new TestContainer(home);
        awaitInfo("adder", ContentHash.sha256(first));
        restart();
        container.awaitState("adder", "Active");
        Thread.sleep(2_000);
        assertThat(info("adder")).as("nothing was new").contains("revision=Whole[value=6]");
    }

    /** A manifest may name the module, and be gone again. */
    @Test
    void aFileThatIsAnotherModuleNowReplacesTheOneThatItWas() throws Exception {
        container.install("adder", TestContainer.manifest("taken", "1.0.0", ""));
        Files.writeString(deploy.resolve("x.toml"), TestContainer.manifest("counter", "1.0.0", ""));
        Files.write(deploy.resolve("x.wasm"), TestContainer.example("adder"));
        container.awaitState("counter@1.0.0", "Active");
        Files.delete(deploy.resolve("x.toml"));
        container.awaitState("x@0.0.0", "Active");
        container.awaitState("counter", "gone");
        Files.writeString(deploy.resolve("x.toml"), TestContainer.manifest("other", "2.0.0", ""));
        container.awaitState("other@2.0.0", "Active");
        container.awaitState("x", "gone");

        // What cannot be installed or started takes nobody's place.
        Files.writeString(deploy.resolve("x.toml"), TestContainer.manifest("taken", "1.0.0", ""));
        awaitLog("deploy/x.wasm: module taken@1.0.0 is installed already");
        assertThat(container.state("other@2.0.0")).isEqualTo("Active");
        Files.writeString(deploy.resolve("x.toml"), TestContainer.manifest("trapping", "1.0.0", ""));
        Files.write(deploy.resolve("x.wasm"), TestContainer.example("shop/ledger-traps"));
        awaitLog("deploy/x.wasm: module trapping@1.0.0 is installed, and did not start");
        container.awaitState("trapping", "gone");
        assertThat(container.state("other@2.0.0")).isEqualTo("Active");
        restart();
        container.awaitState("other@2.0.0", "Active");
        Files.delete(deploy.resolve("x.wasm"));
        container.awaitState("other", "gone");
        assertThat(container.state("taken")).isEqualTo("Installed");
    }

    private void awaitLog(String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!container.log("").contains(text)) {
            assertThat(System.nanoTime()).as("%s in %s", text, container.log("")).isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** The example, with a custom section of that one byte: the same size for all of them. */
    private static byte[] padded(int tag) throws Exception {
        byte[] adder = TestContainer.example("adder");
        byte[] bytes = Arrays.copyOf(adder, adder.length + 5);
        System.arraycopy(new byte[] {0, 3, 1, 'p', (byte) tag}, 0, bytes, adder.length, 5);
        return bytes;
    }

    private void moveIn(String name, byte[] content) throws Exception {
        Path file = Files.write(home.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Files.move(file, deploy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private String info(String module) throws Exception {
        return container.call("module:info", "module=" + module).data().toString();
    }

    private void awaitInfo(String module, String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!info(module).contains(text)) {
            assertThat(System.nanoTime()).as("%s in %s", text, info(module)).isLessThan(end);
            Thread.sleep(100);
        }
    }

    @Test
    void whatCannotBeLookedAtIsToldOnceAndHindersNothing() throws Exception {
        Files.createSymbolicLink(deploy.resolve("loop.wasm"), Path.of("loop.wasm"));
        Files.createSymbolicLink(deploy.resolve("nowhere.wasm"), Path.of("absent"));
        Files.createDirectory(deploy.resolve("folder.wasm"));
        Files.write(deploy.resolve("hello.wasm"), TestContainer.example("hello"));
        container.awaitState("hello", "Completed");
        Thread.sleep(2_000);
        assertThat(container.log("").split("deploy/loop.wasm cannot be read")).as("one report").hasSize(2);
        assertThat(container.log("")).doesNotContain("nowhere", "folder.wasm");
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
