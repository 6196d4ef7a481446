package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees and does of worker processes and grants. */
class WorkersAndGrantsIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private Path manifest(String name, String more) throws Exception {
        return Files.writeString(container.folder().resolve(name + ".toml"),
                "[module]\nname = \"" + name + "\"\nversion = \"1.0.0\"\n" + more);
    }

    private void install(String name, String more, String... options) throws Exception {
        String[] words = new String[options.length + 4];
        words[0] = "install";
        words[1] = Distribution.example("greeter/greeter.wasm").toString();
        words[2] = "--manifest";
        words[3] = manifest(name, more).toString();
        System.arraycopy(options, 0, words, 4, options.length);
        container.cli(words).ok();
    }

    private long pid(String group) throws Exception {
        Matcher matcher = Pattern.compile("\"pid\": (\\d+)")
                .matcher(container.cli("worker", "info", group, "--output", "json").ok().out());
        assertThat(matcher.find()).as("a process of group " + group).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void aWorkerIsShownWithItsModulesAndRestarted() throws Exception {
        install("one", "group = \"edge\"\n", "--start");
        install("two", "group = \"edge\"\n", "--start");
        install("three", "group = \"edge\"\n");
        install("alone", "", "--start");
        container.cli("call", "one", "greet(\"Ada\")").ok();
        String info = container.cli("worker", "info", "edge").ok().out();
        assertThat(info).contains("edge", "no new privileges", "one@1.0.0  Active  calls ", "two@1.0.0  Active", "three@1.0.0  Installed");
        long before = pid("edge");
        long other = pid("alone");

        String answer = container.cli("worker", "restart", "edge").ok().out();
        assertThat(answer).contains("Restarted the worker of group edge", "one@1.0.0: Active", "two@1.0.0: Active")
                .doesNotContain("three");
        assertThat(pid("edge")).isNotEqualTo(before);
        assertThat(ProcessHandle.of(before)).as("the old process").isEmpty();
        assertThat(pid("alone")).as("another group's").isEqualTo(other);
        assertThat(container.cli("call", "one", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
        assertThat(container.cli("info", "three").ok().out()).contains("Installed");
        assertThat(container.cli("logs").ok().out()).doesNotContain("restarting in");

        // Nothing runs in it: it is no failure, and no process is started for that.
        container.cli("stop", "one").ok();
        container.cli("stop", "two").ok();
        assertThat(container.cli("worker", "restart", "edge").ok().out()).contains("none of its modules runs");
        container.cli("worker", "info", "egde").failed(1, "ARC-2116", "did you mean 'edge'?");
        container.cli("worker", "restart", "nothing-like-it").failed(1, "ARC-2116", "worker:list");
        container.cli("worker", "restart").failed(2);

        // What an operator wants is still known after a restart of the container.
        container.cli("start", "one").ok();
        container.cli("worker", "restart", "edge").ok();
        container.kill();
        container.start();
        container.await(SOON, result -> result.out().contains("Active"), "info", "one");
        assertThat(container.cli("info", "two").ok().out()).contains("Installed");
    }

    @Test
    void grantsAreListedAndChecked() throws Exception {
        assertThat(container.cli("grant", "list").ok().out()).doesNotContain("granted");
        Files.writeString(Files.createDirectories(container.home().resolve("etc")).resolve("arcella.toml"), """
                [[grant]]
                name = "asks"
                allow = ["env:LANG", "env:HOME"]
                [[grant]]
                name = "nobody"
                allow = ["trust"]
                """);
        install("asks", """
                isolation = "main"
                trusted = true
                async = true
                [limits]
                memory = "512MiB"
                [wasi]
                inherit-env = ["LANG"]
                [wasi.network]
                allow = ["tcp://10.0.0.7:5432"]
                """, "--grant", "limit:memory");
        install("modest", "");
        String list = container.cli("grant", "list").ok().out();
        assertThat(list.lines().filter(line -> line.contains("limit:memory")).findFirst().orElseThrow())
                .contains("asks@1.0.0", "granted", "install");
        assertThat(list.lines().filter(line -> line.contains("env:LANG")).findFirst().orElseThrow())
                .contains("granted", "etc/arcella.toml");
        assertThat(list.lines().filter(line -> line.contains("asks@1.0.0") && line.contains("trust")).findFirst().orElseThrow())
                .contains("denied");
        assertThat(list.lines().filter(line -> line.contains("env:HOME")).findFirst().orElseThrow()).contains("unused");
        assertThat(list.lines().filter(line -> line.contains("nobody")).findFirst().orElseThrow()).contains("trust", "unused");

        String check = container.cli("grant", "check", "asks").ok().out();
        assertThat(check).contains("trust  not granted", "env:LANG  granted by etc/arcella.toml:1",
                "limit:memory  granted by install", "runs in a worker", "name = \"asks\"",
                "allow = [\"trust\", \"net:tcp://10.0.0.7:5432\"]");
        assertThat(container.cli("grant", "check", "modest").ok().out()).contains("asks for nothing");
        container.cli("grant", "check", "absent").failed(1, "ARC-2102");
        // A configuration asks as a manifest does.
        container.cli("config", "property-set", "-p", "arcella.module.modest", "limits.sockets", "70").ok();
        assertThat(container.cli("grant", "check", "modest").ok().out())
                .contains("limit:sockets  not granted", "name = \"modest\"", "allow = [\"limit:sockets\"]");
        Path standing = container.home().resolve("etc/arcella.toml");
        Files.writeString(standing, "[[grant]]\nname = \"modest\"\nallow = [\"limit:sockets\"]\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(container.cli("grant", "list").ok().out()).containsPattern("modest@1.0.0 +limit:sockets +granted");

        // What it says to write is what helps.
        Path config = container.home().resolve("etc/arcella.toml");
        Files.writeString(config, check.substring(check.indexOf("[[grant]]")), java.nio.file.StandardOpenOption.APPEND);
        assertThat(container.cli("grant", "check", "asks").ok().out()).doesNotContain("not granted", "runs in a worker");
        container.cli("restart", "asks").ok();
        assertThat(container.cli("call", "asks", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");

        Files.writeString(config, "garbage = [");
        container.cli("grant", "list").failed(1, "ARC-2203", "arcella.toml:1");
    }

    private String seal(String group) throws Exception {
        return container.cli("worker", "info", group).ok().out().lines().filter(line -> line.contains("sockets") || line.contains("Landlock"))
                .reduce("", (all, line) -> all + line.strip() + "\n");
    }

    private void active(String... modules) throws Exception {
        for (String module : modules) {
            container.await(SOON, result -> result.out().matches("(?s).*State +Active.*"), "info", module);
        }
    }

    /** One process has the folders of them all, whoever was first; and those that came later by a restart of it. */
    @Test
    void modulesOfAGroupRunTogetherWhateverTheirFolders() throws Exception {
        String folder = "group = \"desk\"\nstart = \"eager\"\n[[wasi.preopen]]\nhost = \"papers\"\nguest = \"/papers\"\naccess = \"read-write\"\n";
        install("first", folder);
        install("second", folder);
        container.cli("start", "first").ok();
        container.cli("start", "second").ok();
        active("first", "second");
        install("third", folder);
        container.cli("start", "third").failed(1, "ARC-4108", "worker restart desk");
        assertThat(container.cli("worker", "restart", "desk").ok().out())
                .contains("first@1.0.0: Active", "second@1.0.0: Active", "third@1.0.0: Active");
        active("first", "second", "third");
        // Nobody restarts the worker: it is for the next process all the same, that of the next start of the container.
        Path fourth = manifest("fourth", folder);
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--manifest", fourth.toString(), "--start")
                .failed(1, "ARC-4108", "worker restart desk");
        container.stop();
        container.start();
        active("first", "second", "third", "fourth");
        // Who is stopped stays so, whatever it once was refused for.
        install("fifth", folder);
        container.cli("start", "fifth").failed(1, "ARC-4108");
        container.cli("stop", "fifth").ok();
        assertThat(container.cli("worker", "restart", "desk").ok().out()).contains("fourth").doesNotContain("fifth");
    }

    /** An update brings what its manifest asks for, whatever the worker that is there was sealed with. */
    @Test
    void anUpdateMayNeedMoreThanItsWorkerHas() throws Exception {
        install("alone", "");
        install("left", "group = \"desk\"\n", "--start");
        install("right", "group = \"desk\"\n", "--start");
        container.cli("start", "alone").ok();
        assertThat(container.cli("worker", "info", "desk").ok().out()).contains("left@1.0.0  Active  calls 0");
        String more = "[[wasi.preopen]]\nhost = \"own\"\nguest = \"/own\"\naccess = \"read-write\"\n";
        String wasm = Distribution.example("greeter/greeter.wasm").toString();
        long before = pid("desk");
        container.cli("update", "alone", wasm, "--manifest", manifest("alone", more).toString()).ok();
        container.cli("update", "left", wasm, "--manifest", manifest("left", "group = \"desk\"\n" + more).toString()).ok();
        for (String module : new String[] {"alone", "left", "right"}) {
            assertThat(container.cli("call", module, "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
        }
        // Two processes until the neighbour, too, starts anew.
        assertThat(pid("desk")).isNotEqualTo(before);
        assertThat(container.cli("worker", "list", "-o", "json").ok().out()).contains("\"pid\": " + before);
        assertThat(container.cli("worker", "info", "desk").ok().out()).containsPattern("Further +process " + before + " ")
                .containsPattern("right@1.0.0 .*, in process " + before + "\\n")
                .containsPattern("left@1.0.0 .*, in process " + pid("desk") + "\\n");
        container.cli("rollback", "left").ok();
        container.cli("rollback", "left").ok();
        // What is granted meanwhile comes with a restart, which takes nobody down.
        Path outside = Files.createDirectories(container.folder().resolve("outside"));
        Path asks = manifest("right", "group = \"desk\"\n[[wasi.preopen]]\nhost = \"" + outside + "\"\nguest = \"/out\"\n");
        container.cli("update", "right", wasm, "--manifest", asks.toString()).ok();
        Files.writeString(Files.createDirectories(container.home().resolve("etc")).resolve("arcella.toml"),
                "[[grant]]\nname = \"right\"\nallow = [\"read:" + outside + "\"]\n");
        long without = pid("desk");
        container.cli("restart", "right").ok();
        assertThat(container.cli("call", "right", "greet(\"Ada\")").ok().out()).contains("Hello, Ada!");
        assertThat(pid("desk")).isNotEqualTo(without);
        container.cli("restart", "left").ok();
        container.cli("restart", "right").ok();
        container.await(SOON, result -> !result.out().contains("\"pid\": " + before), "worker", "list", "-o", "json");
    }

    /** A seal is what is granted when the process starts, and no more. */
    @Test
    void whatIsNotGrantedAnyMoreIsOutOfReachOfTheNextProcess() throws Exception {
        Path config = Files.createDirectories(container.home().resolve("etc")).resolve("arcella.toml");
        String grant = "[[grant]]\nname = \"online\"\nallow = [\"net:tcp://127.0.0.1:*\"]\n";
        Files.writeString(config, grant);
        install("online", "group = \"nets\"\n[wasi.network]\nallow = [\"tcp://127.0.0.1:*\"]\n", "--start");
        install("local", "group = \"nets\"\n", "--start");
        String open = seal("nets");
        long first = pid("nets");
        assertThat(open).contains("sockets");
        Files.writeString(config, "");
        container.cli("config", "reload").ok();
        container.cli("worker", "restart", "nets").ok();
        String closed = seal("nets");
        assertThat(pid("nets")).isNotEqualTo(first);
        assertThat(closed).isNotEqualTo(open);
        Files.writeString(config, grant);
        container.cli("config", "reload").ok();
        container.cli("worker", "restart", "nets").ok();
        assertThat(seal("nets")).isEqualTo(open);
        container.cli("remove", "online").ok();
        container.cli("stop", "local").ok();
        container.cli("start", "local").ok();
        assertThat(seal("nets")).as("the module that had the network is gone").isEqualTo(closed);
    }

    /** What is shown is where the module runs, whatever held when it was installed. */
    @Test
    void whereAModuleRunsFollowsItsGrantAndIsShown() throws Exception {
        Path config = Files.createDirectories(container.home().resolve("etc")).resolve("arcella.toml");
        install("late", "isolation = \"main\"\ntrusted = true\nasync = true\n", "--start");
        assertThat(container.cli("info", "late").ok().out()).containsPattern("Isolation +worker");
        Files.writeString(config, "[[grant]]\nname = \"late\"\nallow = [\"trust\"]\n");
        container.cli("config", "reload").ok();
        assertThat(container.cli("info", "late").ok().out()).as("it still runs there").containsPattern("Isolation +worker");
        container.cli("restart", "late").ok();
        assertThat(container.cli("info", "late").ok().out()).containsPattern("Isolation +main");
        assertThat(container.cli("list").ok().out()).containsPattern("late +1.0.0 +Active +main");
        container.cli("worker", "info", "late").failed(1, "ARC-2116");
        Files.writeString(config, "");
        container.cli("config", "reload").ok();
        container.cli("restart", "late").ok();
        assertThat(container.cli("list").ok().out()).containsPattern("late +1.0.0 +Active +worker");
        container.cli("worker", "info", "late").ok();
    }

    /** Scripts see it, too, when a restart has not brought all back. */
    @Test
    void aRestartOfAWorkerThatDoesNotBringAllBackFails() throws Exception {
        Path outside = Files.createDirectories(container.folder().resolve("outside"));
        install("whole", "group = \"pair\"\nstart = \"eager\"\n", "--start");
        container.cli("stop", "whole").ok();
        install("needy", "group = \"pair\"\nstart = \"eager\"\n[[wasi.preopen]]\nhost = \"" + outside
                + "\"\nguest = \"/out\"\naccess = \"read-only\"\n", "--grant-all", "--start");
        container.cli("start", "whole").ok();
        Files.delete(outside);
        container.cli("worker", "restart", "pair").failed(1, "ARC-2107", "needy@1.0.0 did not start", "the others run: whole@1.0.0: Active");
    }
}
