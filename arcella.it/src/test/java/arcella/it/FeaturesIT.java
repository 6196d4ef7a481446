package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Features come and go whole, and take along what they brought and nothing else. One container for all. */
class FeaturesIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String SHOP = "arcella.examples:shop-app:0.1.0";

    private static Container container;
    private String before;

    @BeforeAll
    static void start() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    @BeforeEach
    void see() throws Exception {
        before = all();
    }

    /** Whatever a test installed, nothing of it is left. */
    @AfterEach
    void nothingIsLeft() throws Exception {
        Files.deleteIfExists(container.home().resolve("etc").resolve("arcella.toml"));
        assertThat(all()).isEqualTo(before);
        assertThat(files("features/content")).isEmpty();
        assertThat(files("modules/content")).isEmpty();
        if (Files.exists(container.home().resolve("features/incoming"))) {
            assertThat(files("features/incoming")).isEmpty();
        }
    }

    private static String all() throws Exception {
        // Ids of bundles are given once.
        return shell("module:list -o json; bundle:list -o json; config:list -o json; feature:list -o json").replaceAll("\"id\": \\d+", "");
    }

    private static List<Path> files(String folder) throws Exception {
        try (Stream<Path> files = Files.list(container.home().resolve(folder))) {
            return files.toList();
        }
    }

    private static String shell(String line) throws Exception {
        return container.cli("shell", "-c", line).ok().out();
    }

    private static String feature(String... words) throws Exception {
        return run(words).ok().out();
    }

    private static Container.Result run(String... words) throws Exception {
        return container.cli(Stream.concat(Stream.of("feature"), Stream.of(words)).toArray(String[]::new));
    }

    private static String write(String name, String json) throws Exception {
        return Files.writeString(container.folder().resolve(name), json.replace("EXAMPLES", Distribution.example("").toString())).toString();
    }

    @Test
    void theContainerItselfIsDescribed() throws Exception {
        String described = feature("info", "arcella-core") + feature("info", "arcella-shell");
        assertThat(described.lines().filter(line -> line.contains("Built in"))).hasSize(2);
        assertThat(described.lines().filter(line -> line.strip().startsWith("bundle"))).allMatch(line -> line.endsWith(": Active"));
        try (Stream<Path> jars = Files.list(Distribution.root().resolve("lib"))) {
            List<String> bundles = jars.map(jar -> jar.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replace(".jar", "")).toList();
            // On the class path of the launcher, or only there because Maven brings it along: no bundles.
            assertThat(bundles).filteredOn(name -> !described.contains(":" + name + ":"))
                    .containsExactlyInAnyOrder("org.apache.felix.framework", "arcella.launcher", "arcella.cli",
                            "org.osgi.namespace.extender");
        }
        run("install", "arcella-shell").failed(1, "ARC-2412");
        run("uninstall", "arcella-core").failed(1, "ARC-2412");
    }

    @Test
    void anApplicationComesGoesAndOutlivesACrash() throws Exception {
        String file = Distribution.root().resolve("examples/shop-app/shop-app.json").toString();
        String plan = feature("plan", "install", file, "--variable", "rank=3");
        assertThat(plan).contains("+ module till@0.1.0", "+ module ledger@0.1.0", "+ bundle example.java-visitor",
                "+ configuration arcella.module.ledger (limits.deadline, service.ranking)").doesNotContain("- ", "= ");
        assertThat(all()).as("a plan changes nothing").isEqualTo(before);
        String installed = feature("install", file, "--variable", "rank=3");
        assertThat(installed.lines().skip(1)).containsExactlyElementsOf(plan.lines().skip(1).toList());
        assertThat(container.cli("call", "till", "sell(3)").ok().out()).isEqualTo("{sales: 1, total: 3, edition: 1}\n");
        assertThat(container.cli("config", "list", "arcella").ok().out()).contains("limits.deadline=20s", "service.ranking=3");
        container.await(SOON, result -> result.out().contains("a module says: Hello, Java!"), "logs");
        run("install", "shop-app").failed(1, "ARC-2404", "is installed already");
        assertThat(feature("info", "shop-app")).contains(SHOP + ": Installed").doesNotContain("missing");

        Path deployed = deploy("meanwhile.json", "{\"id\": \"test:meanwhile:1.0.0\", \"configurations\": {\"m.w\": {\"x\": 1}}}");
        container.await(SOON, result -> result.out().contains("deploy:meanwhile.json"), "feature", "list", "-i");
        container.kill();
        Files.delete(deployed);
        container.start();
        assertThat(feature("list", "-i")).contains("shop-app");
        container.await(SOON, result -> result.out().contains("total: 5"), "call", "till", "sell(5)");
        assertThat(feature("info", "shop-app")).contains("java-visitor:0.1.0-SNAPSHOT: Active").doesNotContain("missing");
        container.await(SOON, result -> result.out().contains("a module says: Hello, Java!"), "logs");

        container.await(SOON, result -> !result.out().contains("meanwhile"), "feature", "list", "-i");
        assertThat(feature("plan", "uninstall", "shop-app")).contains("- module till@0.1.0", "- configuration arcella.module.ledger");
        assertThat(feature("uninstall", SHOP)).contains("Uninstalled " + SHOP);
        run("uninstall", "shop-app").failed(1, "ARC-2403");
    }

    /** Trusts the file with that text, and no other. */
    private static void grant(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(container.home().resolve("etc").resolve("arcella.toml"),
                "[[grant]]\nsha256 = \"" + HexFormat.of().formatHex(hash) + "\"\nallow = [\"trust\"]\n");
    }

    /** Puts a file in {@code deploy/} at one stroke. */
    private static Path deploy(String name, String text) throws Exception {
        grant(text);
        Path aside = Files.writeString(container.folder().resolve(name), text);
        return Files.move(aside, container.home().resolve("deploy").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatWasThereBeforeStays() throws Exception {
        container.cli("install", Distribution.example("shop/ledger.wasm").toString()).ok();
        container.cli("config", "property-set", "-p", "arcella.module.ledger", "limits.deadline", "20s").ok();
        shell("bundle:install -s " + JavaBundle.example("java-visitor"));
        String mine = all();
        String file = Distribution.example("shop-app/shop-app.json").toString();
        run("install", file).failed(1, "ARC-2405", "arcella.module.ledger", "service.ranking", "nothing was changed");
        container.cli("config", "property-set", "-p", "arcella.module.ledger", "service.ranking", "7").ok();
        assertThat(feature("install", file)).contains("= module ledger@0.1.0 (it is Installed, and stays so)",
                "= bundle example.java-visitor", "= configuration arcella.module.ledger", "till@0.1.0 waits for shop:ledger/book@0.1.0");
        assertThat(feature("plan", "uninstall", "shop-app")).contains("= module ledger@0.1.0", "- module till@0.1.0");
        feature("uninstall", "shop-app");
        container.cli("config", "property-delete", "-p", "arcella.module.ledger", "service.ranking").ok();
        assertThat(all()).isEqualTo(mine);
        container.cli("config", "delete", "arcella.module.ledger").ok();
        container.cli("remove", "ledger").ok();
        shell("bundle:uninstall example.java-visitor");
    }

    private static String till(String id, String more) throws Exception {
        return write(id.split(":")[1] + ".json", """
                {"id": "%s", %s "configurations": {"a.b": {"x:Integer[]": [1, "2"]}},
                 "bundles": [{"id": "arcella:example.java-ledger:0.1.0", "file": "EXAMPLES/java-ledger/target/example.java-ledger-0.1.0-SNAPSHOT.jar"}],
                 "extensions": {"arcella-modules": {"artifacts": [{"id": "x:till:wasm:0.1.0", "file": "EXAMPLES/shop/till.wasm"}]}%s}}
                """.formatted(id, more.isEmpty() ? "" : "\"description\": \"needs another\",",
                more.isEmpty() ? "" : ", \"arcella-requires\": {\"artifacts\": [\"" + more + "\"]}"));
    }

    @Test
    void whatAModuleCannotHaveIsRefused() throws Exception {
        String wrong = "'arcella.module.till' was not changed: 'limits.deadline' is 'nonsense', and must be a duration";
        container.cli("config", "property-set", "-p", "arcella.module.till", "limits.deadline", "nonsense").failed(1, "ARC-2204 " + wrong);
        String file = write("limits.json", """
                {"id": "test:limits:1.0.0", "configurations": {"a.b": {"x": 1}, "arcella.module.till": {"limits.deadline": "nonsense"}},
                 "extensions": {"arcella-modules": {"artifacts": [{"id": "x:till:wasm:0.1.0", "file": "EXAMPLES/shop/till.wasm"}]}}}
                """);
        String placed = "ARC-2204 feature test:limits:1.0.0: limits.json:1:108 (configurations.arcella.module.till.limits.deadline): ";
        run("plan", "install", file).failed(1, placed + wrong);
        run("install", file).failed(1, placed + wrong);
        run("install", write("rank.json", "{\"id\": \"test:rank:1.0.0\", \"configurations\": {\"arcella.module.x\": {\"service.ranking:Double\": 1.5}}}"))
                .failed(1, "ARC-2204", "'service.ranking' is '1.5'");
        run("install", write("pid.json", "{\"id\": \"test:pid:1.0.0\", \"configurations\": {\"arcella.module.\": {\"x\": 1}}}"))
                .failed(1, "ARC-2204", "cannot be the name of a configuration");
    }

    @Test
    void whatTwoFeaturesHaveGoesWithTheLast() throws Exception {
        feature("install", till("test:one:1.0.0", ""));
        assertThat(feature("install", till("test:two:1.0.0", ""))).contains("= module till@0.1.0: other features have it, too",
                "= configuration a.b: other", "= bundle example.java-ledger 0.1.0.SNAPSHOT");
        // The same bundle by its name, and another by its content.
        Path other = container.folder().resolve("other.jar");
        Path first = Path.of(URI.create(JavaBundle.example("java-ledger")));
        copy(first, other, Map.of("Bundle-Name", "another"));
        run("install", write("three.json", "{\"id\": \"test:three:1.0.0\", \"bundles\": [{\"id\": \"t:o:1\", \"file\": \"" + other + "\"}]}"))
                .failed(1, "ARC-2405", "bundle example.java-ledger", "with other content");
        assertThat(feature("uninstall", "one")).contains("= module till@0.1.0", "= configuration a.b");
        assertThat(container.cli("call", "till", "sell(2)").ok().out()).contains("edition: 100");
        container.cli("config", "property-set", "-p", "a.b", "y", "changed").ok();
        assertThat(feature("info", "two")).contains("configuration a.b: changed");
        // What an operator took away meanwhile is not said to stay.
        container.cli("remove", "till").ok();
        container.cli("config", "delete", "a.b").ok();
        shell("bundle:uninstall example.java-ledger");
        assertThat(feature("uninstall", "two")).contains("= module till@0.1.0: has gone already", "= configuration a.b: has gone already",
                "= bundle arcella:example.java-ledger:0.1.0: has gone already");
    }

    @Test
    void whatIsRequiredComesAlongAndGoesWhenNobodyNeedsIt() throws Exception {
        till("test:base:1.0.0", "");
        String top = till("test:top:1.0.0", "test:base:1.0.0");
        assertThat(feature("install", top)).contains("+ feature test:base:1.0.0 (required)", "+ feature test:top:1.0.0");
        assertThat(feature("list", "-i")).contains("by others", "by you");
        run("uninstall", "base").failed(1, "ARC-2408", "test:top:1.0.0 requires it");
        assertThat(feature("plan", "uninstall", "base")).contains("would be refused");
        assertThat(feature("uninstall", "top")).contains("- feature test:base:1.0.0 (nothing requires it any more)");
        // One that an operator asked for himself stays.
        feature("install", container.folder().resolve("base.json").toString());
        feature("install", top);
        feature("uninstall", "top");
        assertThat(feature("list", "-i")).contains("base").doesNotContain("top");
        feature("uninstall", "base");
        run("install", till("test:alone:1.0.0", "test:nowhere:1.0.0")).failed(1, "ARC-2403", "test:nowhere:1.0.0", "feature:repo-add");
    }

    @Test
    void aStepThatFailsTakesAllBack() throws Exception {
        String failing = """
                {"id": "test:fail:1.0.0", "configurations": {"p.q~one": {"x": "${v}"}}, "variables": {"v": null},
                 "bundles": [{"id": "arcella:example.java-ledger:0.1.0", "file": "EXAMPLES/java-ledger/target/example.java-ledger-0.1.0-SNAPSHOT.jar"}%s],
                 "extensions": {"arcella-modules": {"artifacts": [
                  {"id": "x:till:wasm:0.1.0", "file": "EXAMPLES/shop/till.wasm"}, {"id": "x:other:wasm:0.1.0", "file": "%s"}]}}}
                """;
        String module = write("fail.json", failing.formatted("", "EXAMPLES/README.md"));
        run("install", module).failed(1, "ARC-2402", "fail.json:1:", "--variable v=VALUE");
        run("install", module, "-v", "v=1").failed(1, "ARC-1001", "feature test:fail:1.0.0 was not installed", "module other@0.1.0",
                "nothing of it is left");
        assertThat(all()).isEqualTo(before);
        Path lacking = Path.of(URI.create(JavaBundle.make(container.folder(), "lacking",
                "a.b", "", Map.of("A", "package test; class A {}"))));
        Path needy = container.folder().resolve("needy.jar");
        copy(lacking, needy, Map.of("Import-Package", "nothing.there", "Bundle-SymbolicName", "needy"));
        String bundle = write("fail2.json", failing.formatted(", {\"id\": \"t:needy:1.0.0\", \"file\": \"" + needy + "\"}", "EXAMPLES/shop/ledger.wasm"));
        run("install", bundle, "-v", "v=1").failed(1, "ARC-2407", "t:needy:1.0.0", "nothing.there", "nothing of it is left");
    }

    @Test
    void frameworkPropertiesHoldAtOnceOrFromTheNextStartOn() throws Exception {
        String one = write("one.json", properties("first", "\"shop.region\": \"eu\", \"org.osgi.framework.bootdelegation\": \"sun.misc,caf\u00e9\""));
        assertThat(feature("plan", "install", one)).contains("+ framework property shop.region=eu\n",
                "+ framework property org.osgi.framework.bootdelegation=sun.misc,caf\u00e9 (from the next start on)");
        feature("install", one);
        String info = feature("info", "first");
        assertThat(info).contains("framework property shop.region=eu: as installed", "bootdelegation=sun.misc,caf\u00e9: from the next start on");
        String two = write("two.json", properties("two", "\"shop.region\": \"us\""));
        run("install", two).failed(1, "ARC-2405", "would have to be 'us' and is 'eu', as feature t:first:1.0.0 wants it");
        String three = write("three.json", properties("three", "\"shop.region\": \"eu\", \"arcella.home\": \"" + container.home() + "\""));
        assertThat(feature("install", three)).contains("= framework property shop.region=eu: other features have it, too",
                "= framework property arcella.home=", "not this feature's");
        for (String key : List.of("arcella.nothing", "java.nothing")) {
            run("install", write("bad.json", properties("bad", "\"" + key + "\": 1"))).failed(1, "ARC-2405", key);
        }
        feature("uninstall", "first");
        assertThat(feature("info", "three")).contains("framework property shop.region=eu: as installed");
        feature("uninstall", "three");
        assertThat(feature("plan", "install", two)).contains("+ framework property shop.region=us").doesNotContain("refused");
        assertThat(container.home().resolve("features/framework.properties")).doesNotExist();

        feature("install", one);
        container.stop();
        container.start();
        assertThat(feature("info", "first")).contains("framework property shop.region=eu: as installed",
                "bootdelegation=sun.misc,caf\u00e9: as installed");
        assertThat(feature("uninstall", "first")).contains("- framework property org.osgi.framework.bootdelegation=sun.misc,caf\u00e9 (holds until the next start)");
    }

    /** What the container has of its own no feature takes along, and plan, answer and info say so alike. */
    @Test
    void whatTheContainerSetsItselfStaysItsOwn() throws Exception {
        String kept = "= framework property felix.log.level=1: not this feature's, stays as it is";
        assertThat(feature("install", write("own.json", properties("own", "\"felix.log.level\": 1, \"felix.other\": 1"))))
                .contains(kept, "+ framework property felix.other=1 (from the next start on)");
        assertThat(Files.readString(container.home().resolve("features/framework.properties"))).contains("felix.other").doesNotContain("felix.log.level");
        for (String removal : List.of(feature("plan", "uninstall", "own"), feature("uninstall", "own"))) {
            assertThat(removal).contains(kept, "- framework property felix.other=1\n");
        }
    }

    private static String properties(String name, String properties) {
        return "{\"id\": \"t:" + name + ":1.0.0\", \"framework-properties\": {" + properties + "}}";
    }

    /** A bundle with the headers of another and some of its own, and nothing in it. */
    private static void copy(Path bundle, Path to, Map<String, String> headers) throws Exception {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(bundle))) {
            headers.forEach(in.getManifest().getMainAttributes()::putValue);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), in.getManifest())) {
                out.putNextEntry(new JarEntry("nothing"));
            }
        }
    }

    @Test
    void repositoriesGiveFeaturesNames() throws Exception {
        Path folder = Files.createDirectories(container.folder().resolve("repository"));
        Files.writeString(folder.resolve("one.json"), "{\"id\": \"test:named:1.0.0\", \"configurations\": {\"n.m\": {\"x\": 1}}}");
        Files.writeString(folder.resolve("two.json"), "{\"id\": \"test:named:1.10.0\", \"configurations\": {\"n.m\": {\"x\": 2}}}");
        String index = Files.writeString(container.folder().resolve("index.json"), "{\"features\": [\"repository/one.json\"]}").toString();
        run("repo-add", container.folder().resolve("none").toString()).failed(1, "ARC-2413");
        assertThat(feature("repo-add", folder.toUri().toString())).contains("with features: 2");
        feature("repo-add", index);
        Path mixed = Files.createDirectories(container.folder().resolve("mixed"));
        Files.writeString(mixed.resolve("good.json"), "{\"id\": \"test:good:1.0.0\"}");
        Files.writeString(mixed.resolve("bad.json"), "{\"id\": }");
        assertThat(feature("repo-add", mixed.toString())).contains("with features: 1; these files cannot be read:", mixed + ": ARC-2401 bad.json:1:");
        feature("repo-remove", mixed.toString());
        Files.delete(mixed.resolve("good.json"));
        for (String none : List.of(mixed.toString(), Path.of(URI.create(JavaBundle.example("java-ledger"))).toString())) {
            String why = none.endsWith(".jar") ? " is a jar, and no folder or JSON file with features; give the folder" : " has no features that can be read: bad.json:1:";
            String told = run("repo-add", none).failed(1, "ARC-2413 " + none + why).err();
            assertThat(told.split("ARC-", -1)).as(told).hasSize(2);
            assertThat(told).doesNotContain("Input length", "repo-remove");
        }
        assertThat(feature("repo-list")).contains(folder.toString(), index);
        assertThat(feature("list")).contains("named", "1.10.0", "Available");
        run("info", "namde").failed(1, "ARC-2403", "did you mean 'named'?");
        assertThat(feature("install", "named")).contains("Installed test:named:1.10.0");
        feature("repo-remove", folder.toString());
        feature("repo-remove", index);
        run("repo-remove", index).failed(1, "ARC-2413");
        assertThat(feature("uninstall", "named")).contains("- configuration n.m");
    }

    /** As somebody types it who stands in the folder. */
    private static Container.Result in(Path folder, String words) throws Exception {
        return container.execute(List.of("sh", "-c", "cd '" + folder + "' && exec '" + Distribution.program("arcella-cli") + "' " + words), new byte[0]);
    }

    @Test
    void filesAreNamedFromWhereOneStandsAndBundlesAreSent() throws Exception {
        Path folder = Files.createDirectories(container.folder().resolve("stand"));
        Files.copy(Path.of(URI.create(JavaBundle.example("shop-feature"))), folder.resolve("shop.jar"));
        // There the client finds it, and the container does not.
        String there = "/proc/self/cwd/shop.jar";
        assertThat(in(folder, "feature plan install " + there).ok().out()).contains("+ module till@0.1.0");
        assertThat(in(folder, "feature install shop.jar").ok().out()).contains("+ module till@0.1.0");
        run("install", folder.resolve("shop.jar").toString()).failed(1, "ARC-2404");
        assertThat(in(folder, "feature info " + there).ok().out()).contains("shop-feature:0.1.0: Installed").doesNotContain("missing");
        assertThat(in(folder, "feature uninstall ./shop.jar").ok().out()).contains("- module till@0.1.0");
        assertThat(shell("cd " + folder + "; feature:plan install shop.jar")).contains("+ module till@0.1.0");
        in(folder, "feature install none.jar").failed(1, "ARC-8006", folder + "/none.jar");
        Files.writeString(folder.resolve("bad.jar"), "no jar");
        in(folder, "feature install bad.jar").failed(1, "ARC-2401", folder + "/bad.jar cannot be read");
        Files.copy(Path.of(URI.create(JavaBundle.example("java-ledger"))), folder.resolve("plain.jar"));
        in(folder, "feature install plain.jar").failed(1, "ARC-2401", folder + "/plain.jar is no feature bundle", "bundle:install");

        Files.writeString(folder.resolve("r.json"), "{\"id\": \"test:r:1.0.0\", \"configurations\": {\"r.s\": {\"x\": 1}}}");
        assertThat(in(folder, "feature plan install r.json").ok().out()).contains("+ configuration r.s");
        in(folder, "feature plan install /proc/self/cwd/r.json").failed(1, "ARC-2403", "there is no file", "as its own user");
        Files.createDirectories(folder.resolve("more"));
        Files.move(folder.resolve("r.json"), folder.resolve("more/r.json"));
        in(folder, "feature repo-add more").ok();
        assertThat(feature("repo-list")).contains(folder + "/more");
        in(folder.resolve("more"), "feature repo-remove .").ok();
        assertThat(feature("repo-list")).doesNotContain("more");
        in(folder, "feature repo-add mvn:a/b/1.0/xml/features").failed(1, "ARC-24", "mvn:a/b/1.0/xml/features");
    }

    @Test
    void featureBundlesAreInstalledAndDeployed() throws Exception {
        Path jar = Distribution.root().resolve("examples/shop-feature/target")
                .resolve(Path.of(URI.create(JavaBundle.example("shop-feature"))).getFileName());
        assertThat(feature("install", jar.toString())).contains("+ module till@0.1.0", "+ configuration arcella.module.ledger");
        assertThat(container.cli("call", "till", "sell(4)").ok().out()).contains("total: 4");
        container.cli("install", Distribution.example("shop/till.wasm").toString(), "--version", "0.2.0", "--start").ok();
        assertThat(feature("plan", "uninstall", "shop-feature")).contains("makes till@0.2.0 wait for shop:ledger/book@0.1.0");
        feature("uninstall", jar.toString());
        container.cli("remove", "till@0.2.0").ok();
        assertThat(all()).isEqualTo(before);

        Path deployed = container.home().resolve("deploy").resolve("shop.jar");
        Files.copy(jar, container.folder().resolve("shop.tmp"));
        Files.move(container.folder().resolve("shop.tmp"), deployed);
        container.await(SOON, result -> result.out().contains("deploy:shop.jar"), "feature", "list", "-i");
        container.await(SOON, result -> result.out().contains("total: 4"), "call", "till", "sell(4)");
        Files.delete(deployed);
        container.await(SOON, result -> !result.out().contains("shop-feature"), "feature", "list", "-i");

        String json = "{\"id\": \"test:d:1.0.0\", \"configurations\": {\"d.e\": {\"x\": \"%s\"}}}";
        deploy("d.json", json.formatted("first"));
        container.await(SOON, result -> result.out().contains("x=first"), "config", "list", "d.e");
        deploy("d.json", json.formatted("second"));
        container.await(SOON, result -> result.out().contains("x=second"), "config", "list", "d.e");
        Path last = deploy("d.json", json.formatted("third").substring(1));
        container.await(SOON, result -> result.out().contains("deploy/d.json: d.json:1:"), "logs");
        assertThat(container.cli("config", "list", "d.e").ok().out()).contains("x=second");
        Files.delete(last);
        container.await(SOON, result -> !result.out().contains("test:d"), "feature", "list", "-i", "--output", "json");

        // Others than modules come with a grant only.
        String bundle = "{\"id\": \"test:u:1.0.0\", \"bundles\": [{\"id\": \"t:b:1\", \"file\": \"" + URI.create(JavaBundle.example("java-ledger")).getPath() + "\"}]}";
        Path untrusted = deploy("u.json", bundle + " ");
        container.await(SOON, result -> result.out().contains("does not say what t:b:1 hashes to"), "logs");
        grant("nothing");
        Files.writeString(untrusted, bundle);
        container.await(SOON, result -> result.out().contains("ARC-2415 deploy/u.json: feature test:u:1.0.0 brings the Java bundle t:b:1, "
                + "for which its file has no grant"), "logs");
        Files.writeString(untrusted, json.formatted("untrusted"));
        container.await(SOON, result -> result.out().contains("test:d:1.0.0 brings the configuration d.e"), "logs");
        // Granted now, and not touched.
        grant(json.formatted("untrusted"));
        awaitInstalled("test:d:1.0.0");
        // A copy is the same feature once more, whatever it lacks.
        drop("copy.json", json.formatted("untrusted") + " ");
        container.await(SOON, result -> result.out().contains("ARC-2404 deploy/copy.json: feature test:d:1.0.0 is installed already"), "logs");
        assertThat(container.cli("logs").ok().out()).doesNotContain("ARC-2415 deploy/copy.json");
        Files.delete(container.home().resolve("deploy/copy.json"));
        // A configuration that would reach what others bring, now or some day, is none of its own module.
        String reach = modules("test:greeter:9.0.0", "", "greeter/greeter.wasm").replace("0.1.0", "9.0.0");
        String wide = "\"configurations\": {\"arcella.module.greeter\": {\"limits.deadline\": \"1s\"}}, \"extensions\"";
        Path reaching = drop("reach.json", reach.replace("\"extensions\"", wide));
        container.await(SOON, result -> result.out().contains("brings the configuration arcella.module.greeter, which is for all versions of greeter"), "logs");
        drop("reach.json", reach.replace("\"extensions\"", wide.replace("arcella.module.greeter", "arcella.module.greeter|arcella.module.greeter|9.0.0")));
        awaitInstalled("test:greeter:9.0.0");
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString()).ok();
        assertThat(container.cli("info", "greeter@9.0.0").ok().out()).contains("1s (configuration)");
        assertThat(container.cli("info", "greeter@0.1.0").ok().out()).doesNotContain("(configuration)");
        container.cli("remove", "greeter@0.1.0").ok();
        drop("wrong.json", "none");
        container.await(SOON, result -> result.out().contains("deploy/wrong.json: "), "logs");
        Files.delete(reaching);
        awaitInstalled("!test:greeter");
        Files.delete(untrusted);
        container.await(SOON, result -> !result.out().contains("test:d"), "feature", "list", "-i", "--output", "json");
        // It is tried again each time that another goes, which is no news.
        assertThat(container.cli("logs").ok().out()).containsOnlyOnce("deploy/wrong.json: ");
    }

    /** A feature of modules only, which may come without a grant. */
    private static String modules(String id, String requires, String wasm) {
        return """
                {"id": "%s", "extensions": {"arcella-requires": {"artifacts": [%s]}, "arcella-modules": {"artifacts": [
                  {"id": "x:%s:wasm:0.1.0", "file": "%s"}]}}}
                """.formatted(id, requires.isEmpty() ? "" : "\"" + requires + "\"", id.split(":")[1], Distribution.example(wasm));
    }

    private static Path drop(String name, String text) throws Exception {
        return Files.move(Files.writeString(container.folder().resolve(name + ".tmp"), text),
                container.home().resolve("deploy").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitInstalled(String... words) throws Exception {
        // What is on its way in or out is listed, too.
        container.await(SOON, result -> !result.out().contains("\"Installing\"") && !result.out().contains("\"Removing\"") && List.of(words).stream().allMatch(word ->
                word.startsWith("!") ? !result.out().contains(word.substring(1)) : result.out().contains(word)),
                "feature", "list", "-i", "--output", "json");
    }

    /** Whichever of two files comes first, and whichever goes first, what is from a file goes with it, and not before others can. */
    @Test
    void deployedFeaturesThatRequireEachOtherComeAndGoWithTheirFiles() throws Exception {
        Path lower = drop("lower.json", modules("test:lower:1.0.0", "", "greeter/greeter.wasm"));
        Path upper = drop("upper.json", modules("test:upper:1.0.0", "test:lower:1.0.0", "adder/adder.wasm"));
        awaitInstalled("deploy:lower.json", "deploy:upper.json");
        Files.delete(lower);
        awaitInstalled("!deploy:lower.json", "test:lower", "deploy:upper.json");
        drop("lower.json", modules("test:lower:1.0.0", "", "greeter/greeter.wasm"));
        awaitInstalled("deploy:lower.json", "deploy:upper.json");
        String since = container.cli("info", "lower", "--output", "json").ok().out().lines().filter(line -> line.contains("\"since\"")).findFirst().orElseThrow();
        Path renamed = Files.move(lower, lower.resolveSibling("other.json"));
        awaitInstalled("deploy:other.json", "!deploy:lower.json");
        assertThat(container.cli("info", "lower", "--output", "json").ok().out()).as("it ran on").contains(since);
        Files.delete(renamed);
        Files.delete(upper);
        awaitInstalled("!test:lower", "!test:upper");
        assertThat(container.cli("logs").ok().out()).doesNotContain("ARC-2404 deploy/", "ARC-2408 deploy/");
    }

    /** What takes a feature's place and does not come leaves that as it was, with what the operator has changed of it. */
    @Test
    void anEditionThatDoesNotComeLeavesTheOneBefore() throws Exception {
        Path file = drop("edition.json", modules("test:edition:1.0.0", "", "shop/ledger.wasm"));
        awaitInstalled("test:edition:1.0.0");
        container.await(SOON, result -> result.out().contains("Active"), "list");
        // Refused before anything is touched.
        drop("edition.json", modules("test:edition:2.0.0", "", "README.md"));
        container.await(SOON, result -> result.out().contains("ARC-1001 deploy/edition.json"), "logs");
        assertThat(container.cli("logs").ok().out()).doesNotContain("is back as it was before", "edition@0.1.0 module: Stopping");
        // Refused by itself, when the one before has gone.
        drop("edition.json", modules("test:edition:3.0.0", "", "shop/ledger-traps.wasm"));
        container.await(SOON, result -> result.out().contains("test:edition:1.0.0 is back as it was before"), "logs");
        assertThat(feature("info", "edition")).contains("test:edition:1.0.0: Installed", "edition@0.1.0: Active");
        // What the operator has stopped is not started by it, now or with the container.
        container.cli("stop", "edition").ok();
        String traps = modules("test:edition:3.1.0", "", "shop/ledger-traps.wasm");
        drop("edition.json", traps);
        container.await(SOON, result -> result.out().split("test:edition:1.0.0 is back as it was before", -1).length == 3, "logs");
        assertThat(feature("info", "edition")).contains("test:edition:1.0.0: Installed", "edition@0.1.0: Installed");
        container.stop();
        container.start();
        assertThat(feature("info", "edition")).contains("test:edition:1.0.0: Installed", "edition@0.1.0: Installed");
        drop("edition.json", modules("test:edition:4.0.0", "", "greeter/greeter.wasm"));
        awaitInstalled("test:edition:4.0.0", "!test:edition:1.0.0");
        assertThat(container.cli("call", "edition", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
        Files.delete(file);
        awaitInstalled("!test:edition");
    }

    @Test
    void aFeatureBundleBringsWhatItRequires() throws Exception {
        Path jar = container.folder().resolve("whole.jar");
        String base = "f/repository/test/base/1.0.0/base-1.0.0";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new java.util.jar.Manifest(
                new java.io.ByteArrayInputStream("Manifest-Version: 1.0\nArcella-Feature: f/top.json\n".getBytes(StandardCharsets.UTF_8))))) {
            for (Map.Entry<String, String> entry : Map.of(
                    "f/top.json", "{\"id\": \"test:top:1.0.0\", \"extensions\": {\"arcella-requires\": {\"artifacts\": [\"test:base:1.0.0\"]}}}",
                    base + ".json", "{\"id\": \"test:base:1.0.0\", \"configurations\": {\"b.c\": {\"x\": 1}}, \"extensions\": {\"arcella-modules\": "
                            + "{\"artifacts\": [{\"id\": \"t:base:wasm:1.0.0\", \"file\": \"greeter.wasm\"}]}}}").entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                Path plain = container.folder().resolve("plain").resolve(entry.getKey());
                Files.createDirectories(plain.getParent());
                Files.writeString(plain, entry.getValue());
            }
            byte[] greeter = Files.readAllBytes(Distribution.example("greeter/greeter.wasm"));
            out.putNextEntry(new JarEntry("f/repository/test/base/1.0.0/greeter.wasm"));
            out.write(greeter);
            Files.write(container.folder().resolve("plain/f/repository/test/base/1.0.0/greeter.wasm"), greeter);
        }
        for (Path file : List.of(jar, container.folder().resolve("plain/f/top.json"))) {
            assertThat(feature("plan", "install", file.toString())).contains("+ feature test:base:1.0.0 (required)", "+ configuration b.c")
                    .doesNotContain("refused");
            assertThat(feature("install", file.toString())).contains("+ module base@1.0.0");
            assertThat(feature("uninstall", "top")).contains("- configuration b.c", "- module base@1.0.0");
        }
    }

    /** What an install would be refused for, its plan is, with what modules ask for. */
    @Test
    void aPlanLooksAtModulesAsAnInstallDoes() throws Exception {
        String lone = write("lone.json", """
                {"id": "test:lone:1.0.0", "extensions": {"arcella-modules": {"artifacts": [
                  {"id": "x:till:wasm:0.1.0", "file": "EXAMPLES/shop/till.wasm", "manifest": "EXAMPLES/adder/arcella.toml"},
                  {"id": "x:bad:wasm:0.1.0", "file": "EXAMPLES/README.md"}]}}}
                """);
        // Told, and a success: a script asks whether this is empty.
        assertThat(feature("plan", "install", lone, "--output", "json")).containsPattern("\"refused\": \\[\\s*\"ARC-2109");
        assertThat(feature("plan", "install", lone)).contains("would be refused", "ARC-2109", "shop:ledger/book", "ARC-1001", "module bad@0.1.0");
        String asking = container.folder().resolve("asking.toml").toString();
        Files.writeString(Path.of(asking), "[module]\nname = \"x\"\nversion = \"1.0.0\"\n[wasi]\ninherit-env = [\"LANG\"]\n");
        String modest = write("modest.json", """
                {"id": "test:modest:1.0.0", "extensions": {"arcella-modules": {"artifacts": [
                  {"id": "x:asks:wasm:0.1.0", "file": "EXAMPLES/greeter/greeter.wasm", "manifest": "%s"}]}}}
                """.formatted(asking));
        assertThat(feature("plan", "install", modest)).contains("asks@0.1.0: ", "env:LANG");
        assertThat(feature("plan", "install", modest, "--grant", "env:LANG")).contains("asks@0.1.0: granted: env:LANG");
        assertThat(feature("plan", "install", modest, "--grant", "bogus")).contains("would be refused", "there is no grant 'bogus'");
        run("install", write("case.json", "{\"id\": \"test:case:1.0.0\", \"configurations\": {\"p\": {\"A\": 1, \"a\": 2}}}"))
                .failed(1, "ARC-2401", "case.json:1:", "'a' is no key, or stands twice");
        assertThat(container.home().resolve("config/p.config")).doesNotExist();
        for (String bad : List.of("{\"a/../../etc/x\": {\"x\": 1}}", "{\"~g\": {\"x\": 1}}", "{\"f~\": {\"x\": 1}}", "{\"p.q\": {\"service.pid\": \"z\"}}")) {
            run("install", write("bad.json", "{\"id\": \"test:bad:1.0.0\", \"configurations\": " + bad + "}"))
                    .failed(1, "ARC-2204", "feature test:bad:1.0.0", "bad.json:1:", "(configurations.");
        }
        String changed = write("changed.json", "{\"id\": \"test:changed:1.0.0\", \"configurations\": {\"k.l\": {\"x\": 1}}}");
        feature("install", changed);
        container.cli("config", "property-set", "-p", "k.l", "x", "2").ok();
        assertThat(feature("plan", "uninstall", "changed")).contains("- configuration k.l ('x' has been changed since)");
        feature("uninstall", "changed");
    }
}
