package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Modules' lives in a real framework, driven by verbs and by the framework's own commands. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class LifecycleIT {

    @TempDir
    private Path home;

    private TestContainer container;

    @BeforeEach
    void boot() throws Exception {
        container = new TestContainer(home);
    }

    @AfterEach
    void shutDown() throws Exception {
        container.close();
    }

    @Test
    void runsACommandToItsEnd() throws Exception {
        assertThat(container.install("hello", TestContainer.manifest("hello", "0.1.0", "")).message())
                .isEqualTo("Installed hello@0.1.0");
        assertThat(container.state("hello")).isEqualTo("Installed");
        assertThat(container.bundle("hello").getState()).isIn(Bundle.INSTALLED, Bundle.RESOLVED);
        container.call("module:start", "module=hello");
        container.awaitState("hello", "Completed (0)");
        assertThat(container.log("hello")).contains("hello@0.1.0 stdout: ").contains("module: Active");
        assertThat(container.bundle("hello").getState()).isEqualTo(Bundle.ACTIVE);
        container.call("module:stop", "module=hello");
        assertThat(container.state("hello")).isEqualTo("Stopped");
        assertThat(container.bundle("hello").getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void aCallThatComesTooEarlyIsToldToWait() throws Exception {
        container.install("greeter", TestContainer.manifest("greeter", "0.1.0", "[restart]\nbackoff = \"60s\"\n"));
        String[] call = {"module=greeter", "call=greet(\"Ada\")"};
        assertThatThrownBy(() -> container.call("module:call", call)).hasMessageContaining("start it with module:start");
        container.call("module:start", "module=greeter");
        assertThat(container.call("module:call", call).message()).contains("Ada");
        assertThatThrownBy(() -> container.call("module:call", "module=greeter", "call=crash()"))
                .hasMessageContaining("ARC-1101");
        container.awaitState("greeter", "Restarting");
        assertThatThrownBy(() -> container.call("module:call", call)).hasMessageContaining("wait until it is Active");
    }

    @Test
    void keepsAReactorActiveAndPublishesItsHandle() throws Exception {
        container.install("adder", TestContainer.manifest("adder", "0.1.0", ""), "start=true");
        container.awaitState("adder", "Active");
        assertThat(handles("adder")).isEqualTo(1);
        container.call("module:stop", "module=adder");
        assertThat(container.state("adder")).isEqualTo("Stopped");
        assertThat(handles("adder")).isZero();
        container.call("module:restart", "module=adder");
        container.awaitState("adder", "Active");
        container.call("module:remove", "module=adder");
        assertThat(container.state("adder")).isEqualTo("gone");
        assertThat(handles("adder")).isZero();
    }

    @Test
    void restartsATrappingModuleAndThenFails() throws Exception {
        container.install("trap", TestContainer.manifest("trap", "0.1.0", "[restart]\nmax = 2\nbackoff = \"10ms\"\n"));
        container.call("module:start", "module=trap");
        container.awaitState("trap", "Failed");
        assertThat(container.log("trap")).contains("Restarting (1)").contains("Restarting (2)").doesNotContain("(3)");
        assertThat(container.bundle("trap").getState()).isEqualTo(Bundle.ACTIVE);
        // The component follows the state a moment later.
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (handles("trap") > 0) {
            assertThat(System.nanoTime()).as("the handle goes").isLessThan(end);
            Thread.sleep(10);
        }
        container.call("module:stop", "module=trap");
        assertThat(container.state("trap")).isEqualTo("Stopped");
    }

    @Test
    void stopsAnEndlessLoop() throws Exception {
        container.install("loop", TestContainer.manifest("loop", "0.1.0", ""), "start=true");
        container.awaitState("loop", "Active");
        container.call("module:stop", "module=loop");
        assertThat(container.state("loop")).isEqualTo("Stopped");
    }

    @Test
    void doesTheSameForTheFrameworksOwnCommands() throws Exception {
        container.install("adder", TestContainer.manifest("adder", "0.1.0", ""));
        Bundle bundle = container.bundle("adder");
        bundle.start();
        container.awaitState("adder", "Active");
        bundle.stop();
        assertThat(container.state("adder")).isEqualTo("Stopped");
        bundle.start();
        container.awaitState("adder", "Active");
        restart();
        container.awaitState("adder", "Active");
        container.bundle("adder").uninstall();
        assertThat(container.state("adder")).isEqualTo("gone");
        restart();
        assertThat(container.state("adder")).isEqualTo("gone");
    }

    @Test
    void bringsModulesBackAfterARestart() throws Exception {
        container.install("adder", TestContainer.manifest("adder", "0.1.0", ""), "start=true");
        container.install("adder", TestContainer.manifest("adder", "0.2.0", ""));
        container.install("hello", TestContainer.manifest("hello", "0.1.0", ""), "start=true");
        container.install("trap", TestContainer.manifest("trap", "0.1.0", "[restart]\npolicy = \"never\"\n"));
        container.awaitState("hello", "Completed");
        restart();
        // Not yet come to its turn, perhaps, and never as if nobody had started it.
        assertThat(container.state("adder@0.1.0")).isIn("Starting", "Active");
        assertThat(container.state("hello")).isIn("Starting", "Active", "Completed (0)");
        container.awaitState("adder@0.1.0", "Active");
        container.awaitState("hello", "Completed (0)");
        assertThat(container.state("adder@0.2.0")).isEqualTo("Installed");
        assertThat(container.state("trap")).isEqualTo("Installed");
        container.call("module:stop", "module=adder@0.1.0");
        restart();
        assertThat(container.state("adder@0.1.0")).isEqualTo("Installed");
    }

    /** A crash in the midst of it is to be followed by its end, and not by a start of what goes. */
    @Test
    void whatIsBeingTakenAwayIsNotStartedUntilItIsSaidToStay() throws Exception {
        container.install("adder", TestContainer.manifest("goes", "1.0.0", ""), "start=true");
        container.install("adder", TestContainer.manifest("idle", "1.0.0", ""));
        container.install("adder", TestContainer.manifest("stays", "1.0.0", ""), "start=true");
        modules("unsettle", "goes");
        modules("unsettle", "idle");
        assertThat(container.state("goes")).as("it runs on").isEqualTo("Active");
        restart();
        assertThat(container.state("goes")).isEqualTo("Installed");
        container.awaitState("stays", "Active");
        assertThat(container.state("goes")).isEqualTo("Installed");
        modules("settle", "goes", false);
        container.awaitState("goes", "Active");
        modules("settle", "idle", true);
        assertThat(container.state("idle")).as("nobody had begun to take it away").isEqualTo("Installed");
        modules("unsettle", "goes");
        restart();
        container.call("module:remove", "module=goes");
        container.awaitState("stays", "Active");
        assertThat(container.log("")).contains("stays@1.0.0 module: Starting").doesNotContain("goes@1.0.0 module: Starting");
    }

    /** Calls what the container offers to other bundles, whose classes the test does not have. */
    private void modules(String method, Object... arguments) throws Exception {
        var reference = container.context().getAllServiceReferences("arcella.runtime.Modules", null)[0];
        Object modules = container.context().getService(reference);
        Class<?> offered = reference.getBundle().loadClass("arcella.runtime.Modules");
        Class<?>[] types = Arrays.stream(arguments).map(one -> one instanceof Boolean ? boolean.class : one.getClass()).toArray(Class<?>[]::new);
        offered.getMethod(method, types).invoke(modules, arguments);
    }

    @Test
    void tellsWhyAStartFailsAndLeavesNothingHalfDone() throws Exception {
        // A memory limit below what the module needs at least.
        container.install("adder", TestContainer.manifest("adder", "0.1.0", "[limits]\nmemory = \"64KiB\"\n"));
        assertThatThrownBy(() -> container.call("module:start", "module=adder"))
                .hasMessageContaining("ARC-2107 module adder@0.1.0 did not start: ARC-");
        assertThat(container.state("adder")).isEqualTo("Failed");
        assertThat(container.bundle("adder").getState()).isEqualTo(Bundle.RESOLVED);
        assertThat(handles("adder")).isZero();
        assertThatThrownBy(() -> container.bundle("adder").start())
                .isInstanceOf(BundleException.class)
                .hasStackTraceContaining("ARC-2107 module adder@0.1.0 did not start");
        restart();
        assertThat(container.state("adder")).isEqualTo("Installed");
    }

    @Test
    void aContainerWithAMistakeInItsConfigurationSaysSoAndKeepsItsModules() throws Exception {
        container.install("adder", TestContainer.manifest("asks", "1.0.0", "trusted = true\n"), "start=true");
        container.install("adder", TestContainer.manifest("modest", "1.0.0", ""), "start=true");
        Path file = Files.writeString(Files.createDirectories(home.resolve("etc")).resolve("arcella.toml"),
                "[[grant]]\nname = \"asks\"\nallow = [\"trsut\"]\n");
        restart();
        container.awaitState("modest", "Active");
        assertThat(container.log("")).contains("ARC-2203 no standing grant holds", "etc/arcella.toml", "'trust'");
        container.awaitState("asks", "Restarting");
        assertThat(container.log("asks")).contains("ARC-2203");
        Files.delete(file);
        container.call("module:restart", "module=asks");
        container.awaitState("asks", "Active");
    }

    private int handles(String module) throws Exception {
        var references = container.context().getAllServiceReferences(
                "arcella.runtime.module.ModuleHandle", "(arcella.module=" + module + ")");
        return references == null ? 0 : references.length;
    }

    private void restart() throws Exception {
        container.close();
        container = new TestContainer(home);
    }
}
