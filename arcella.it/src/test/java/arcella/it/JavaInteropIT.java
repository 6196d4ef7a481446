package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java bundles and modules, both ways, with the example bundles of the reactor. */
class JavaInteropIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private Container container;

    @BeforeEach
    void begin() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void end() throws Exception {
        container.close();
    }

    @Test
    void aJavaServiceSatisfiesAModulesImportsResourcesIncluded() throws Exception {
        container.cli("install", Distribution.example("shop/till.wasm").toString(), "--start").ok();
        assertThat(container.cli("list").ok().out()).contains("Waiting");
        shell("bundle:install -s " + JavaBundle.example("java-ledger"));
        container.await(SOON, result -> result.out().contains("Active"), "list");
        assertThat(call("sell(5)")).isEqualTo("{sales: 1, total: 5, edition: 100}\n");
        call("take-receipt(42)");
        assertThat(call("receipt-number()")).isEqualTo("42\n");
        assertThat(call("receipts()")).isEqualTo("1\n");
        call("drop-receipt()");
        assertThat(call("receipts()")).isEqualTo("0\n");

        // A module of the same interface comes, and the newer one is taken; the Java one is there when it goes.
        container.cli("call", "till", "break-ledger()").failed(1, "the ledger was asked to fail");
        container.await(SOON, result -> result.out().contains("Active"), "list");
        shell("bundle:stop example.java-ledger");
        container.await(SOON, result -> result.out().contains("Waiting"), "list");
        container.cli("install", Distribution.example("shop/ledger.wasm").toString(), "--start").ok();
        container.await(SOON, result -> result.out().contains("edition: 1}"), "call", "till", "sell(1)");
    }

    @Test
    void aJavaServiceTakesOverWhereAModuleFallsOut() throws Exception {
        container.cli("install", Distribution.example("shop/ledger.wasm").toString(), "--start").ok();
        container.cli("install", Distribution.example("shop/till.wasm").toString(), "--start").ok();
        String next = Distribution.example("shop/ledger-u64.wasm").toString();
        container.cli("update", "ledger", next).failed(1, "ARC-2113");
        shell("bundle:install -s " + JavaBundle.example("java-ledger"));
        assertThat(call("sell(1)")).as("the module was there first").contains("edition: 1}");
        assertThat(container.cli("module", "plan", "stop", "ledger").ok().out()).contains("to a Java service")
                .doesNotContain("wait");
        assertThat(container.cli("module", "plan", "update", "ledger", next).ok().out()).doesNotContain("refused");
        container.cli("update", "ledger", next).ok();
        assertThat(call("sell(1)")).contains("sales: 2", "edition: 100}");
    }

    @Test
    void oneJavaServiceSatisfiesInterfacesThatShareAResource() throws Exception {
        Path manifest = Files.writeString(container.folder().resolve("clerk.toml"),
                "[module]\nname = \"clerk\"\nversion = \"0.1.0\"\nimports = [\"shop:ledger\"]\n");
        container.cli("install", Distribution.example("shop/clerk.wasm").toString(), "--manifest", manifest.toString(),
                "--start").ok();
        shell("bundle:install -s " + JavaBundle.example("java-ledger"));
        container.await(SOON, result -> result.out().contains("Active"), "list");
        assertThat(container.cli("call", "clerk", "file(42)").ok().out()).isEqualTo("1\n");
        assertThat(container.cli("call", "clerk", "seen()").ok().out()).isEqualTo("42\n");
        assertThat(container.cli("call", "clerk", "file(43)").ok().out()).isEqualTo("2\n");
        // The same service for one that needs the first interface only.
        container.cli("install", Distribution.example("shop/till.wasm").toString(), "--start").ok();
        assertThat(call("receipts()")).as("what was filed is closed").isEqualTo("0\n");

        // With a part of them only, it says which it lacks.
        String reason = "shop:ledger/receipts@0.1.0 with shop:ledger/archive@0.1.0, which no installed module exports "
                + "(a Java service of bundle example.java-ledger (" + id("example.java-ledger")
                + ") offers shop:ledger/receipts@0.1.0, and lacks shop:ledger/archive@0.1.0)";
        String service = "example.ledger.Receipts";
        container.cli("config", "property-set", "-p", service, "arcella.wit", "shop:ledger/receipts").ok();
        container.await(SOON, result -> result.out().contains("Waiting"), "list");
        assertThat(container.cli("info", "clerk").ok().out()).contains(reason);
        assertThat(call("receipts()")).isEqualTo("0\n");
        container.cli("install", Distribution.example("shop/ledger.wasm").toString()).ok();
        assertThat(container.cli("info", "clerk").ok().out()).contains(
                "ledger@0.1.0 exports shop:ledger/receipts@0.1.0, and lacks shop:ledger/archive@0.1.0");
        container.cli("config", "delete", service).ok();
        container.await(SOON, result -> result.code() == 0, "call", "clerk", "file(44)");
        assertThat(container.cli("call", "clerk", "seen()").ok().out()).isEqualTo("44\n");
    }

    @Test
    void aModulesExportIsATypedJavaService() throws Exception {
        shell("bundle:install -s " + JavaBundle.example("java-visitor"));
        assertThat(container.cli("logs").ok().out()).doesNotContain("a module says");
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--start").ok();
        container.await(SOON, result -> result.out().contains("a module says: Hello, Java!"), "logs");
        assertThat(shell("service:list")).contains("example.visitor.Greetings");
        container.cli("stop", "greeter").ok();
        assertThat(shell("service:list")).doesNotContain("example.visitor.Greetings");
    }

    private String call(String text) throws Exception {
        return container.cli("call", "till", text).ok().out();
    }

    private String shell(String line) throws IOException, InterruptedException {
        return container.cli("shell", "-c", line).ok().out();
    }

    /** The id of a bundle of the reactor. */
    private String id(String symbolicName) throws Exception {
        String list = container.cli("bundle", "list", "-s").ok().out();
        return list.lines().filter(line -> line.contains(symbolicName)).findFirst().orElseThrow().strip().split("\\s+")[0];
    }
}
