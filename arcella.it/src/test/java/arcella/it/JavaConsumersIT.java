package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java bundles that use modules are consumers like any: asked before an update, and seen in plans and trees. */
class JavaConsumersIT {

    private static final String GREETINGS = "arcella:greeter/greetings@0.1.0";
    private static final String BOOK = "shop:ledger/book@0.1.0";

    private Shop shop;
    private Container container;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop();
        container = shop.container();
        container.start();
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private static String file(String name) {
        return Distribution.example(name + ".wasm").toString();
    }

    private String bundle(String url) throws Exception {
        return container.cli("shell", "-c", "bundle:install -s " + url).ok().out();
    }

    /** A bundle by its id in the words in which it is spoken of. */
    private String name(String symbolicName) throws Exception {
        return "bundle " + symbolicName + " (" + id(symbolicName) + ")";
    }

    private String id(String name) throws Exception {
        String list = container.cli("bundle", "list", "-s").ok().out();
        return list.lines().filter(line -> line.contains(name)).findFirst().orElseThrow().strip().split("\\s+")[0];
    }

    private void awaitGreeted(int times) throws Exception {
        container.await(Shop.SOON, result -> result.out().lines()
                .filter(line -> line.contains("a module says: Hello, Java!")).count() == times, "logs", "--lines", "1000");
    }

    private String plan(String... words) throws Exception {
        String[] command = new String[words.length + 2];
        command[0] = "module";
        command[1] = "plan";
        System.arraycopy(words, 0, command, 2, words.length);
        return container.cli(command).ok().out();
    }

    @Test
    void anUpdateThatTakesAJavaServiceAwayIsRefused() throws Exception {
        Path deploy = Files.createDirectories(container.home().resolve("deploy"));
        String plain = "[module]\nname = \"greeter\"\nversion = \"0.1.0\"\n";
        Files.writeString(deploy.resolve("greeter.toml"), plain);
        put(deploy, file("greeter/greeter"));
        shop.awaitState("greeter", "Active");
        bundle(JavaBundle.example("java-visitor"));
        awaitGreeted(1);
        String visitor = name("example.java-visitor");

        assertThat(container.cli("module", "tree", "greeter", "--reverse").ok().out())
                .isEqualTo("greeter@0.1.0  Active\n└─ " + visitor + "  uses " + GREETINGS + "\n");
        JsonNode tree = new ObjectMapper().readTree(
                container.cli("module", "tree", "greeter", "-r", "--output", "json").ok().out());
        assertThat(tree.path("kind").asText()).isEqualTo("module");
        JsonNode below = tree.path("below").path(0);
        assertThat(below.path("kind").asText()).isEqualTo("bundle");
        assertThat(below.path("name").asText()).isEqualTo("example.java-visitor");
        assertThat(below.path("bundle").asText()).isEqualTo(id("example.java-visitor"));
        assertThat(below.path("state").asText()).isEqualTo("in use");
        String taken = "takes " + GREETINGS + " of greeter@0.1.0 revision 1 from " + visitor
                + ", which uses it as example.visitor.Greetings";
        assertThat(plan("stop", "greeter")).contains(taken);
        assertThat(plan("remove", "greeter")).contains(taken);

        String manifest = Files.writeString(container.folder().resolve("g.toml"), plain).toString();
        String ledger = file("shop/ledger");
        String[] reasons = {visitor + ", which uses " + GREETINGS + " as example.visitor.Greetings",
            "interface '" + GREETINGS + "' is exported no more"};
        assertThat(plan("update", "greeter", ledger, "--manifest", manifest)).contains("would be refused", taken)
                .contains(reasons);
        container.cli("update", "greeter", ledger, "--manifest", manifest).failed(1, "ARC-2113", "0.2.0", "--force",
                "greeter@0.1.0 is as before").failed(1, reasons);
        Path copy = Files.copy(Path.of(ledger), container.folder().resolve("greeter@0.1.0.wasm"));
        container.cli("bundle", "update", id("greeter"), "wasm:" + copy.toUri()).failed(1, "ARC-2113").failed(1, reasons);
        put(deploy, ledger);
        container.await(Shop.SOON, result -> result.out().contains("deploy/greeter.wasm: the new content would break "
                + visitor), "logs");
        assertThat(shop.call("greeter", "greet(\"Ada\")")).isEqualTo("\"Hello, Ada!\"");
        awaitGreeted(1);

        // One that fits: the visitor has the new instance.
        container.cli("update", "greeter", file("greeter/greeter"), "--manifest", manifest, "--force").ok();
        awaitGreeted(2);
        assertThat(plan("update", "greeter", file("greeter/greeter"), "--manifest", manifest)).doesNotContain("refused")
                .contains("rewires " + visitor + ": " + GREETINGS + " from greeter@0.1.0 revision 2 to greeter@0.1.0 revision 3");
        JsonNode update = new ObjectMapper().readTree(container.cli("update", "greeter", file("greeter/greeter"),
                "--manifest", manifest, "--output", "json").ok().out());
        assertThat(update.path("rewired-bundles").path(0).path("name").asText()).isEqualTo("example.java-visitor");
        awaitGreeted(3);

        // By force, and back; a rollback asks, too.
        assertThat(container.cli("update", "greeter", ledger, "--manifest", manifest, "--force").ok().out())
                .contains("broke " + visitor + ", which uses " + GREETINGS);
        assertThat(container.cli("shell", "-c", "service:list").ok().out()).doesNotContain("example.visitor.Greetings");
        assertThat(container.cli("rollback", "greeter").ok().out()).contains("rewired " + visitor + ": " + GREETINGS);
        awaitGreeted(4);
        container.cli("rollback", "greeter").failed(1, "ARC-2113").failed(1, reasons);
        container.cli("rollback", "greeter", "--force").ok();
        // Nobody uses it now, so that nobody is asked.
        assertThat(plan("update", "greeter", file("greeter/greeter"), "--manifest", manifest))
                .contains("gives " + visitor + " " + GREETINGS + " of greeter@0.1.0", "as example.visitor.Greetings");

        // Where another module can take over, nobody breaks, and it is told to whom the visitor went.
        container.cli("update", "greeter", file("greeter/greeter"), "--manifest", manifest).ok();
        awaitGreeted(5);
        container.cli("install", file("greeter/greeter"), "--name", "stand-in", "--version", "0.0.1", "--start").ok();
        JsonNode moved = new ObjectMapper().readTree(
                container.cli("update", "greeter", ledger, "--manifest", manifest, "--output", "json").ok().out());
        assertThat(moved.path("rewired-bundles").path(0).path("name").asText()).isEqualTo("example.java-visitor");
        assertThat(moved.path("rewired-bundles").path(0).path("to").asText()).isEqualTo("stand-in@0.0.1");
    }

    /** As a file is to come into the folder. */
    private static void put(Path deploy, String file) throws IOException {
        Path part = Files.copy(Path.of(file), deploy.resolve("greeter.part"));
        Files.move(part, deploy.resolve("greeter.wasm"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static final String FACE = "arcella.wit.face;class=\"test.Book\";wit=\"shop:ledger/book\";track=\"0.1\"";
    private static final String BOOK_SOURCE = """
            package test;
            public interface Book {
                record Entry(long total, long edition) {}
                Entry add(long amount);
                long entries();
            }
            """;
    private static final String CALLER_SOURCE = """
            package test;
            import java.nio.file.*;
            import java.util.Map;
            public class Caller implements Runnable {
                private volatile Book book;
                private volatile Book old;
                private volatile long oldSince;
                private long late;
                private volatile boolean ended;
                private Path file;
                private long calls;
                private long failures;
                private String last = "";
                public void bind(Book next) { book = next; }
                public void unbind(Book gone) {
                    if (book == gone) { book = null; }
                    oldSince = System.nanoTime();
                    old = gone;
                }
                private void call(Book now) {
                    try {
                        now.add(1);
                        calls++;
                    } catch (RuntimeException e) {
                        failures++;
                        last = String.valueOf(e);
                    }
                }
                public void activate(Map<String, Object> properties) {
                    file = Path.of((String) properties.get("file"));
                    Thread.ofPlatform().daemon().start(this);
                }
                public void deactivate() { ended = true; }
                public void run() {
                    long told = 0;
                    while (!ended) {
                        Book now = book;
                        if (now != null) {
                            call(now);
                        }
                        // As a thread does that has not heard of it: once, when the instance behind it is gone.
                        if (old != null && System.nanoTime() - oldSince > 300_000_000) {
                            call(old);
                            old = null;
                            late++;
                        }
                        if (System.nanoTime() - told > 50_000_000) {
                            told = System.nanoTime();
                            try {
                                Path part = Files.writeString(file.resolveSibling("calls.part"),
                                        calls + " " + failures + " " + late + " " + last);
                                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        }
                    }
                }
            }
            """;

    private static String component(Path file) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="test.Caller" immediate="true"
                    activate="activate" deactivate="deactivate">
                  <implementation class="test.Caller"/>
                  <property name="file" value="%s"/>
                  <reference name="book" interface="test.Book" policy="dynamic" bind="bind" unbind="unbind"/>
                </scr:component>
                """.formatted(file);
    }

    @Test
    void aJavaInterfaceThatNobodyUsesIsSeenAndNotAsked() throws Exception {
        shop.install("ledger-more", "ledger@0.1.0", "worker", "--start");
        bundle(JavaBundle.make(container.folder(), "test.idle", FACE, "", Map.of("Book", BOOK_SOURCE)));
        String idle = name("test.idle");
        assertThat(container.cli("module", "tree", "ledger", "--reverse").ok().out())
                .contains("└─ " + idle + "  has a Java interface, which nobody uses, for " + BOOK);
        assertThat(container.cli("module", "tree", "ledger", "-r", "-o", "json").ok().out()).contains("\"unused\"");
        assertThat(plan("stop", "ledger")).contains(
                "takes " + BOOK + " of ledger@0.1.0 revision 1 from " + idle + ", where nobody uses it as test.Book");
        container.cli("update", "ledger", file("shop/ledger")).ok();
        assertThat(container.cli("module", "tree", "ledger", "--reverse").ok().out()).doesNotContain("bundle");
    }

    private long[] told(Path file) throws Exception {
        String[] words = Files.readString(file).split(" ", 4);
        assertThat(words[3]).as("the last failure").isEmpty();
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])};
    }

    /** Until so many more calls have succeeded, and one of each service that is gone. */
    private void awaitCalls(Path file, long more, long late) throws Exception {
        long end = System.nanoTime() + Shop.SOON.toNanos();
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
        long before = told(file)[0];
        while (told(file)[0] < before + more || told(file)[2] < late) {
            assertThat(System.nanoTime()).as("calls go on").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aJavaConsumerGoesOnCallingThroughUpdates() throws Exception {
        shop.install("ledger-more", "ledger@0.1.0", "main", "--start");
        Path file = container.folder().resolve("calls");
        bundle(JavaBundle.make(container.folder(), "test.caller", FACE, component(file),
                Map.of("Book", BOOK_SOURCE, "Caller", CALLER_SOURCE)));
        awaitCalls(file, 50, 0);
        String caller = name("test.caller");
        for (int i = 0; i < 6; i++) {
            assertThat(container.cli("update", "ledger", file("shop/ledger-more")).ok().out())
                    .contains("rewired " + caller + ": " + BOOK);
            awaitCalls(file, 50, i + 1);
        }
        // It has 'entries', which the other edition lacks.
        String[] reasons = {caller + ", which uses " + BOOK + " as test.Book", "entries: func() -> u32"};
        container.cli("update", "ledger", file("shop/ledger")).failed(1, "ARC-2113").failed(1, reasons);
        assertThat(plan("update", "ledger", file("shop/ledger"))).contains("would be refused").contains(reasons);
        awaitCalls(file, 50, 6);

        // With another that has it, nobody breaks.
        shop.install("ledger-more", "other@0.1.0", "worker", "--start");
        assertThat(plan("stop", "ledger")).contains("rewires " + caller + ": " + BOOK + " from ledger@0.1.0 revision 7 to "
                + "other@0.1.0 revision 1");
        container.cli("update", "ledger", file("shop/ledger")).ok();
        awaitCalls(file, 50, 7);
        assertThat(container.cli("module", "tree", "other", "--reverse").ok().out()).contains(caller + "  uses " + BOOK);
        assertThat(told(file)[1]).as("calls that failed").isZero();
    }
}
