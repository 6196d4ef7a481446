package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import arcella.command.line.KarafNames;

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
        url = JavaBundle.make(container.folder(), "karaf.user", "", """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="nothing.part" immediate="true">
                  <implementation class="test.Nothing"/>
                  <service><provide interface="java.lang.Object"/></service>
                  <property name="osgi.command.scope" value="nothing"/>
                  <property name="osgi.command.function" value="say"/>
                </scr:component>
                """, Map.of("Nothing", "package test; public class Nothing { public String say() { return \"said by a bundle\"; } }"));
        Path place = Files.createDirectories(container.home().resolve("system/org/example/karaf.user/1.0.0"));
        Files.copy(Path.of(URI.create(url)), place.resolve("karaf.user-1.0.0.jar"));
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
            {"bundle:install -s mvn:org.example/karaf.user/1.0.0", "karaf.user"},
            {"scr:disable nothing.part"},
            {"scr:list | grep nothing.part", "Disabled"},
            {"scr:enable nothing.part"},
            {"scr:list | grep nothing.part", "Active"},
            {"nothing:say", "said by a bundle"},
            {"help | grep nothing:say", "nothing:say"},
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
            {"log:set DEBUG arcella.module.adder", "debug"},
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
            {"scr:activate x", "scr:enable"},
            {"scr:config", "config:list"},
            {"bundle:start-level 12", "system:start-level that of the framework"},
            {"bundle:dynamic-import 12", "bundle:headers"},
            {"feature:regions", "no regions"},
            {"feature:requirement-add x", "feature:install"},
            {"feature:refresh x", "feature:uninstall"},
            {"config:factory-create x y", "FACTORY~NAME"},
            {"config:factory-list", "config:list"},
            {"shell:memory", "shell:info"},
            {"shell:printf x", "echo"},
            {"printf x", "echo"},
            {"tac", "sort -r"},
            {"while", "each"},
            {"env", "system:property"},
            {"variables", "echo $NAME"},
            {"shell:completion GLOBAL", "Tab"},
            {"completion GLOBAL", "Tab"},
            {"nano x", "config:edit"},
            {"shell:edit x", "config:edit"},
            {"services", "service:list"},
            {"shell:less x", "head"},
            {"less x", "head"},
            {"shell:java x", "arcella run"},
            {"subsystem:list", "feature:list"},
            {"region:info", "bundle:info"},
            {"feature:provided x", "feature:list"},
            {"capabilities", "bundle:headers"},
            {"classes x", "bundle:headers"},
            {"tree-show", "bundle:info"},
            {"man bundle:list", "help"},
            {"obr:list", "bundle:install"},
            {"decanter:check", "log:tail"},
            {"cluster:node-list", "arcella-cli"},
        });
        List<String> printed = each(other.stream().map(line -> line[0]).toList());
        for (int i = 0; i < other.size(); i++) {
            assertThat(printed.get(i)).as(other.get(i)[0]).contains("ARC-8101", other.get(i)[1]).doesNotContain("did you mean");
        }
        List<String[]> refused = List.of(new String[][] {
            {"bundle:install -s mvn:org.example/nothing/3.12.0", "ARC-8122", container.home() + "/system/org/example/nothing/3.12.0/nothing-3.12.0.jar",
                "mvn dependency:get -Dartifact=org.example:nothing:3.12.0"},
            {"bundle:install wrap:mvn:org.example/nothing/1", "ARC-8122", "with bnd"},
            {"bundle:install obr:nothing", "ARC-8122", "mvn:GROUP/ARTIFACT/VERSION"},
            {"feature:repo-add mvn:org.apache.camel.karaf/apache-camel/3.0.0/xml/features", "ARC-24", "docs/FEATURES.md"},
            {"feature:repo-add camel 3.0", "ARC-8002", "docs/FEATURES.md"},
            {"feature:install mvn:org.example/features/1/xml/features", "ARC-2403", "docs/FEATURES.md"},
            {"feature:install -v http", "ARC-8003", "--variable takes NAME=VALUE"},
            {"scr:disable adder@0.1.0", "ARC-8124", "module:stop adder@0.1.0"},
            {"scr:disable arcella.shell", "ARC-8124", "--force"},
        });
        printed = each(refused.stream().map(line -> line[0]).toList());
        for (int i = 0; i < refused.size(); i++) {
            String[] line = refused.get(i);
            assertThat(printed.get(i)).as(line[0]).contains(Arrays.copyOfRange(line, 1, line.length));
        }
        for (String[] line : new String[][] {
            {"bundle watch", "deploy/"}, {"kar:install x.kar", "feature:install"}, {"ld", "log:display"},
            {"jaas realm-list", "[roles]"}, {"instance list", "ARCELLA_HOME"}, {"ssh:ssh", "arcella-cli shell"},
            {"feature regions", "no regions"}, {"obr list", "bundle:install"}, {"printf", "echo"},
            {"capabilities", "bundle:headers"}, {"subsystem list", "feature:list"},
        }) {
            container.cli(line[0].split(" ")).failed(2, "ARC-8001", line[1]);
        }
        // A command here has the word: Karaf's of another family is not meant.
        assertThat(container.cli("refresh").failed(2, "ARC-8001").err()).doesNotContain("feature:uninstall");
    }

    /** All commands of Karaf 4.4 with its optional features, and those of Gogo that it shows. */
    private static final List<String> KARAF = List.of(
            "bundle capabilities classes diag dynamic-import find-class headers id info install list load-test refresh requirements"
                    + " resolve restart services start start-level status stop tree-show uninstall update watch",
            "config cancel delete edit exists install list meta property-append property-delete property-get property-list"
                    + " property-set update",
            "dev dump-create", "docker images run", "event display send tail",
            "feature export-bundles info install list provided refresh regions repo-add repo-list repo-refresh repo-remove"
                    + " requirement-add requirement-list requirement-remove start status stop uninstall upgrade version-list",
            "groovy exec", "http list proxy-add proxy-list", "instance clone connect create destroy list start stop",
            "jaas realm-list su sudo user-list whoami", "jdbc ds-list query", "jms queues send", "jndi bind names",
            "kar create install list uninstall", "log clear display exception-display get list load-test log set tail",
            "maven repository-list summary", "obr deploy list", "package exports imports", "profile create list",
            "region info", "scheduler list schedule-script", "scr activate components config deactivate details disable enable info"
                    + " list",
            "service get list wait",
            "shell alias bg break cat cd clear completion continue date each echo edit env eval exec exit fg format grep head help"
                    + " history if info java jobs keymap kill less logout ls more nano new not printf pwd set setopt sleep sort source"
                    + " stack-traces-print tac tail threads throw tmux try ttop type unsetopt until variables watch wc while widget",
            "ssh ssh sshd", "subsystem info install list start stop uninstall",
            "system framework name property shutdown start-level version", "transaction list", "web install list start",
            "wrapper install");

    /** Nothing that a Karaf operator may type is answered with a guess. */
    @Test
    void allOfKarafsCommandsAreHereOrHaveAnAnswer() throws Exception {
        Set<String> here = here();
        for (String family : KARAF) {
            String scope = family.substring(0, family.indexOf(' '));
            for (String word : family.substring(scope.length() + 1).split(" ")) {
                String name = scope + ":" + word;
                assertThat(here.contains(name) || KarafNames.instead(name, here.stream().anyMatch(one -> one.startsWith(scope + ":")))
                        .isPresent()).as(name).isTrue();
            }
        }
    }

    private static Set<String> here() throws Exception {
        return Files.readAllLines(Distribution.root().resolve("docs/VERBS.md")).stream()
                .filter(line -> line.startsWith("### ")).map(line -> line.substring(4)).collect(Collectors.toSet());
    }

    /** An answer that sends to a command that is not there is worse than none. */
    @Test
    void whatIsToBeUsedInsteadIsThere() throws Exception {
        Set<String> here = here();
        for (String answer : KarafNames.answers()) {
            Matcher commands = Pattern.compile("\\b[a-z]+:[a-z]+(-[a-z]+)*").matcher(answer.replace("mvn:", ""));
            while (commands.find()) {
                assertThat(here).as(answer).contains(commands.group());
            }
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
