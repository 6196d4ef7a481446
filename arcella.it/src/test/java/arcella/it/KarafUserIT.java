package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a Karaf operator types most, typed here: it does what is expected, or says what to use instead; in the shell, and most of
 * it with {@code arcella-cli}, too.
 */
class KarafUserIT {

    private static Container container;
    private static String url;
    private static Path repository;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        container.start();
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
        url = JavaBundle.make(container.folder(), "karaf.user", "", "", Map.of("Nothing", "package test; public class Nothing {}"));
        repository = Files.createDirectory(container.folder().resolve("repository"));
        Files.writeString(repository.resolve("karafs.json"), """
                {
                  "feature-resource-version": "1.0",
                  "id": "karafs:own:1.0.0",
                  "configurations": { "karafs.own": { "colour": "green" } }
                }
                """);
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    private static Container.Result shell(String... lines) throws Exception {
        return container.run("arcella-cli", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), "shell", "-k");
    }

    /** What each of some lines printed, all typed in one session. */
    private static List<String> each(List<String> lines) throws Exception {
        List<String> typed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            typed.add("echo @@" + i);
            typed.add(lines.get(i));
        }
        String[] printed = shell(typed.toArray(String[]::new)).out().split("(?m)^@@\\d+\\n", -1);
        assertThat(printed).hasSize(lines.size() + 1);
        return List.of(printed).subList(1, printed.length);
    }

    @Test
    void theCommandsOfEveryDayDoWhatTheyDoInKaraf() throws Exception {
        List<String[]> day = List.of(new String[][] {
            {"bundle:list", "adder", "Active"},
            {"la | grep -i 'arcella :: runtime'", "Active"},
            {"list -t 0 -s", "org.apache.felix.framework"},
            {"bundle:install -s " + url, "karaf.user"},
            {"bundle:stop karaf.user"},
            {"bundle:start karaf.user"},
            {"bundle:restart karaf.user"},
            {"bundle:update karaf.user"},
            {"bundle:headers karaf.user", "Bundle-SymbolicName"},
            {"bundle:diag karaf.user", "Active"},
            {"bundle:refresh karaf.user"},
            {"bundle:uninstall karaf.user"},
            {"feature:repo-add " + repository},
            {"feature:repo-list", repository.toString()},
            {"feature:list | grep own", "own"},
            {"feature:install karafs:own:1.0.0", "karafs"},
            {"feature:list -i | grep own", "Installed"},
            {"feature:info karafs:own:1.0.0", "karafs.own"},
            {"config:list karafs.own", "green"},
            {"feature:uninstall karafs:own:1.0.0", "karafs"},
            {"feature:repo-remove " + repository},
            {"log:tail", "adder"},
            {"log:display | grep -c adder"},
            {"log:tail -n 1", "adder"},
            {"log:set debug arcella.module.adder", "debug"},
            {"log:get | grep adder", "debug"},
            {"log:set default arcella.module.adder"},
            {"config:show | grep log.level", "info"},
            {"config:edit my.own"},
            {"config:property-set colour blue"},
            {"config:property-list", "blue"},
            {"config:update"},
            {"config:list my.own", "blue"},
            {"config:property-set -p my.own colour red"},
            {"config:property-delete -p my.own colour"},
            {"config:delete my.own"},
            {"service:list arcella.command.Verb", "arcella.command.Verb"},
            {"scr:list", "RuntimeComponent"},
            {"info", container.home().toString()},
            {"system:version", "0."},
            {"system:property java.specification.version", "25"},
            {"alias ll='bundle:list --all'"},
            {"ll | wc -l"},
            {"help bundle", "bundle:install"},
            {"system:shutdown", "ARC-8105", "--force"},
        });
        List<String> printed = each(day.stream().map(line -> line[0]).toList());
        for (int i = 0; i < day.size(); i++) {
            String[] line = day.get(i);
            for (String word : List.of(line).subList(1, line.length)) {
                assertThat(printed.get(i)).as(line[0]).contains(word);
            }
            assertThat(printed.get(i)).as(line[0]).doesNotContain(line[0].equals("system:shutdown") ? "\tat " : "ARC-");
        }
    }

    @Test
    void whatHasAnotherNameSaysSo() throws Exception {
        List<String[]> other = List.of(new String[][] {
            {"bundle:watch *", "deploy/"},
            {"bundle:services 1", "bundle:info"},
            {"bundle:tree-show 1", "bundle:info"},
            {"bundle:find-class x", "bundle:headers"},
            {"package:exports", "bundle:info"},
            {"exports", "bundle:info"},
            {"imports", "bundle:headers"},
            {"kar:install file:/x.kar", "feature:install"},
            {"kar:list", "feature:list"},
            {"ssh:ssh host", "arcella-cli shell"},
            {"ssh:sshd", "arcella-cli shell"},
            {"jaas:realm-list", "[roles]"},
            {"jaas:user-add bob x", "[roles]"},
            {"wrapper:install", "systemd"},
            {"instance:create x", "ARCELLA_HOME"},
            {"instance:list", "ARCELLA_HOME"},
            {"dev:watch x", "deploy/"},
            {"dev:dump-create", "doctor"},
            {"http:list", "web server"},
            {"feature:repo-refresh", "feature:list"},
            {"feature:start x", "feature:install"},
            {"config:property-get x", "config:property-list"},
            {"config:exists x", "config:list"},
            {"log:exception-display", "last-error"},
            {"ld", "log:display"},
            {"threads", "shell:info"},
            {"shell:exec ls", "terminal"},
            {"exec ls", "terminal"},
            {"halt", "system:shutdown"},
            {"system:framework", "shell:info"},
            {"scr:activate x", "bundle:start"},
        });
        List<String> printed = each(other.stream().map(line -> line[0]).toList());
        for (int i = 0; i < other.size(); i++) {
            assertThat(printed.get(i)).as(other.get(i)[0]).contains("ARC-8101", other.get(i)[1]).doesNotContain("did you mean");
        }
        for (String[] line : new String[][] {
            {"bundle watch", "deploy/"}, {"kar:install x.kar", "feature:install"}, {"ld", "log:display"},
            {"jaas realm-list", "[roles]"}, {"instance list", "ARCELLA_HOME"}, {"ssh:ssh", "arcella-cli shell"},
        }) {
            container.cli(line[0].split(" ")).failed(2, "ARC-8001", line[1]);
        }
    }

    @Test
    void theSameWorksFromTheCommandLine() throws Exception {
        assertThat(container.cli("bundle", "list").ok().out()).contains("adder");
        assertThat(container.cli("bundle:list", "--all").ok().out()).contains("Arcella :: runtime");
        assertThat(container.cli("service", "list", "arcella.command.Verb").ok().out()).contains("arcella.command.Verb");
        assertThat(container.cli("scr", "list").ok().out()).contains("RuntimeComponent");
        assertThat(container.cli("feature", "list").ok().out()).contains("arcella-core");
        assertThat(container.cli("log:display").ok().out()).contains("adder");
        assertThat(container.cli("shell", "info").ok().out()).contains(container.home().toString());
        assertThat(container.cli("shell", "-c", "bundle:list | grep adder").ok().out()).contains("Active");
    }
}
