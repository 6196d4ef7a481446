package arcella.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.alme.internal.AlmeLog;
import arcella.alme.internal.AlmeServer;
import arcella.alme.internal.ServerOptions;
import arcella.command.CandidateDirectory;
import arcella.command.Candidates;
import arcella.command.CommandError;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.text.Screen;
import arcella.error.ArcellaException;

/** The program against the real server, in one process. */
@Timeout(240)
class CliTest {

    /** What a test verb does. */
    interface Body {
        VerbResult run(Invocation invocation) throws InterruptedException, IOException;
    }

    @TempDir
    Path home;

    @TempDir
    Path folder;

    final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));
    final VerbDirectory verbs = new VerbDirectory();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    AlmeServer server;
    String input = "";
    ByteArrayInputStream in = new ByteArrayInputStream(new byte[0]);

    @BeforeEach
    void start() {
        environment.put("ARCELLA_HOME", home.toString());
        CandidateDirectory candidates = new CandidateDirectory();
        candidates.add(new Candidates() {
            @Override
            public String what() {
                return "module";
            }

            @Override
            public List<String> names() {
                return List.of("hello@1.0.0");
            }
        });
        List<Column> columns = List.of(
                Column.of("name", "Name"), Column.of("state", "State", Format.STATE), Column.of("id", "Id").wide());
        Parameter module = Parameter.argument("module", new Parameter.Reference("module"), "the module");
        add("module:list", new ResultShape.Table(columns), List.of(), _ -> VerbResult.data(Data.items(List.of(
                Data.fields().put("name", "evil\u001b[2J").put("state", "Active").put("id", 7).build()))));
        add("module:start", new ResultShape.Message(), List.of(module),
                invocation -> VerbResult.message("started " + invocation.arguments().text("module")));
        add("module:stop", new ResultShape.Message(), List.of(module), _ -> {
            throw new ArcellaException(() -> 2104, "no module 'x'", "see 'list'");
        });
        add("module:install", new ResultShape.Sheet(List.of(Column.of("bytes", "Bytes"), Column.of("manifest", "Manifest"))),
                List.of(
                        Parameter.argument("file", new Parameter.Upload("", List.of()), "content"),
                        Parameter.option("manifest", new Parameter.Upload("file", List.of("arcella.toml", "{stem}.toml")), "its manifest")),
                invocation -> {
                    byte[] content = invocation.upload("file").readAllBytes();
                    boolean manifest = invocation.arguments().optionalText("manifest").isPresent();
                    return VerbResult.data(Data.fields()
                            .put("bytes", content.length)
                            .put("manifest", manifest
                                    ? new String(invocation.upload("manifest").readAllBytes(), StandardCharsets.UTF_8) : "none")
                            .build());
                });
        add("log:tail", new ResultShape.Lines(), List.of(Parameter.flag("follow", "goes on").letter('f')), invocation -> {
            for (int i = 0; i < 1_000; i++) {
                invocation.emit("line", Data.fields().put("text", "line " + i + "\u0007").put("level", "info").build());
            }
            return VerbResult.message("");
        });
        add("worker:list", new ResultShape.Table(columns), List.of(), _ -> VerbResult.data(Data.items(List.of())));
        add("shell", new ResultShape.Terminal(), List.of(
                        Parameter.option("folder", new Parameter.Text("PATH"), "where"),
                        Parameter.option("command", new Parameter.Text("LINE"), "what")),
                invocation -> {
                    List<String> controls = new CopyOnWriteArrayList<>();
                    invocation.onControl((name, _) -> controls.add(name));
                    String line = invocation.arguments().optionalText("command").orElse("");
                    if (line.equals("ask")) {
                        invocation.emit("input-wanted", Data.EMPTY);
                    } else if (!line.isEmpty()) {
                        while (!controls.contains("input-on-demand")) {
                            Thread.sleep(1);
                        }
                        return VerbResult.message("read nothing");
                    }
                    byte[] keys = invocation.input().readAllBytes();
                    invocation.emit("output", Data.of(("<" + new String(keys, StandardCharsets.UTF_8) + "\u001b[0m>")
                            .getBytes(StandardCharsets.UTF_8)));
                    return VerbResult.message("left " + invocation.arguments().text("folder"));
                });
        server = new AlmeServer(home.resolve("alme"), "arcella test", verbs, candidates, new AlmeLog() {
            @Override
            public void warn(String message) {}

            @Override
            public void error(String message, Throwable failure) {}
        }, ServerOptions.DEFAULT);
        server.ready();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void add(String name, ResultShape shape, List<Parameter> parameters, Body body) {
        Role role = name.endsWith(":list") ? Role.READ_ONLY : Role.ADMIN;
        VerbSpec spec = new VerbSpec(VerbName.of(name), "does " + name, "", parameters, role, shape, List.of());
        verbs.add(new Verb() {
            @Override
            public VerbSpec spec() {
                return spec;
            }

            @Override
            public VerbResult run(Invocation invocation) throws InterruptedException {
                try {
                    return body.run(invocation);
                } catch (IOException e) {
                    throw new ArcellaException(CommandError.FILE, String.valueOf(e.getMessage()), "", e);
                }
            }
        });
    }

    private int run(String... arguments) {
        return run(Screen.PLAIN, out, arguments);
    }

    private int run(Screen screen, OutputStream target, String... arguments) {
        out.reset();
        err.reset();
        boolean terminal = screen.boxes();
        in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        Console console = new Console(in, target, err, false, terminal, false, screen);
        return new Cli(console, environment, folder).run(arguments);
    }

    /** What the program has left of its input. */
    private String left() {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void allFormsOfAVerbsNameMeanTheSame() {
        for (String line : List.of("module start m", "start m", "module:start m", "start -- m")) {
            assertThat(run(line.split(" "))).as(line).isZero();
            assertThat(out()).as(line).isEqualTo("started m\n");
        }
        assertThat(run("worker", "list")).isZero();
    }

    /** A reader that goes away, or does something else, when it has read enough. */
    private OutputStream reader(int answers, String mark, Runnable then) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void flush() throws IOException {
                if (out().split(java.util.regex.Pattern.quote(mark), -1).length > answers) {
                    then.run();
                    throw new IOException("Broken pipe");
                }
            }
        };
    }

    @Test
    void whatShowsATableCanBeWatched() {
        String table = "Name         State\nevil\\x1b[2J  Active\n";
        assertThat(run(Screen.PLAIN, reader(2, "Active", () -> { }), "list", "--watch")).isOne();
        assertThat(out()).isEqualTo(table + "\n" + table);
        assertThat(err()).isEmpty();
        run(Screen.PLAIN, reader(2, "Active", () -> { }), "list", "--watch", "-o", "json");
        assertThat(out().lines()).hasSize(2).allMatch(line -> line.startsWith("[{\"name\":\"evil"));
        run(Screen.terminal(60, true), reader(2, "Active", () -> { }), "list", "--watch");
        assertThat(out()).startsWith("\u001b[Hevery 2 s: module list, until Ctrl-C\u001b[K\n").endsWith("\u001b[K\n\u001b[J");
        assertThat(out().split("\u001b\\[H", -1)).as("in place of the one before").hasSize(3);
        assertThat(run("start", "m", "--watch")).isEqualTo(2);
        assertThat(err()).contains("has no option '--watch'");
        run("list", "--help");
        assertThat(out()).contains("--watch");
    }

    @Test
    void aWatchEndsWithItsDaemon() {
        OutputStream target = new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void flush() {
                server.close();
            }
        };
        assertThat(run(Screen.PLAIN, target, "list", "--watch")).isNotZero();
        assertThat(err()).startsWith("arcella-cli: ARC-3");
    }

    @Test
    void tablesForPeopleAndJsonForPrograms() {
        assertThat(run("list")).isZero();
        assertThat(out()).isEqualTo("Name         State\nevil\\x1b[2J  Active\n");
        run("list", "--output", "wide");
        assertThat(out()).isEqualTo("Name         State   Id\nevil\\x1b[2J  Active  7\n");
        run("-o", "json", "list");
        assertThat(out()).isEqualTo("""
                [
                  {
                    "name": "evil\\u001b[2J",
                    "state": "Active",
                    "id": 7
                  }
                ]
                """);
        run("start", "m", "-o", "json");
        assertThat(out()).isEqualTo("{\n  \"message\": \"started m\"\n}\n");
        run(Screen.terminal(60, true), out, "list");
        assertThat(out()).contains("────┼────").contains("evil\\x1b[2J │ Active");
    }

    @Test
    void failuresGoToTheErrorStreamWithTheirExitCodes() {
        assertThat(run("stop", "x")).isEqualTo(1);
        assertThat(err()).isEqualTo("arcella-cli: ARC-2104 no module 'x'; see 'list'\n");
        assertThat(out()).isEmpty();
        assertThat(run("stop", "x", "-o", "json")).isEqualTo(1);
        assertThat(err()).isEqualTo(
                "{\"error\":{\"code\":\"ARC-2104\",\"message\":\"no module 'x'\",\"remedy\":\"see 'list'\"}}\n");
        assertThat(run("strat", "x")).isEqualTo(2);
        assertThat(err()).isEqualTo("arcella-cli: ARC-8001 there is no command 'strat'; did you mean 'start'?\n");
        assertThat(run("module", "strat", "x")).isEqualTo(2);
        assertThat(err()).contains("there is no command 'module strat'; did you mean 'module start'?");
        assertThat(run("start")).isEqualTo(2);
        assertThat(err()).contains("ARC-8002 module start needs MODULE");
        assertThat(run("start", "a", "b")).isEqualTo(2);
        assertThat(run("start", "a", "--fast")).isEqualTo(2);
        assertThat(run("--fast", "start")).isEqualTo(2);
        assertThat(run("list", "--output", "xml")).isEqualTo(2);
        assertThat(run("--output", "xml", "list")).isEqualTo(2);
        assertThat(run("module")).isEqualTo(2);
        assertThat(err()).contains("'module' needs a command").contains("module install");
    }

    /** A script asks for JSON before the command or behind it, and gets the same. */
    @Test
    void failuresAreJsonWhereverThatIsAskedFor() {
        Map<String, Integer> lines = Map.of("module tree", 2, "nosuch", 2, "start", 2, "start a b", 2, "stop x", 1, "list --nonsense", 2,
                "module", 2, "install ./none.wasm", 1, "completion --nonsense", 2, "help nosuch", 2);
        for (boolean daemon : List.of(true, false)) {
            if (!daemon) {
                server.close();
            }
            lines.forEach((line, status) -> {
                assertThat(run(("-o json " + line).split(" "))).as(line).isEqualTo(daemon || line.startsWith("completion") ? status : 3);
                String before = err();
                assertThat(before).as(line).startsWith("{\"error\":{\"code\":\"ARC-").endsWith("}}\n").hasLineCount(1);
                for (String option : List.of("-o json", "--output json", "--output=json", "-ojson", "-o=json", "-o table -o json")) {
                    run((line + " " + option).split(" "));
                    assertThat(err()).as(line + " " + option).startsWith("{\"error\":{\"code\":\"ARC-").endsWith("}}\n").hasLineCount(1);
                }
                run((line + " -- -o json").split(" "));
                assertThat(err()).as(line).startsWith("arcella-cli: ");
            });
        }
        assertThat(run("--nonsense", "-o", "json")).isEqualTo(2);
        assertThat(err()).startsWith("{\"error\":");
        assertThat(run("-o", "json", "nosuch", "-o", "table")).isEqualTo(3);
        assertThat(err()).startsWith("arcella-cli: ");
    }

    @Test
    void noDaemonIsAnExitCodeOfItsOwn() {
        server.close();
        assertThat(run("list")).isEqualTo(3);
        assertThat(err()).startsWith("arcella-cli: ARC-3001 no daemon answers at '").contains("arcella start");
        assertThat(run("--home", folder.toString(), "ping")).isEqualTo(3);
        assertThat(run("--home", "", "ping")).isEqualTo(2);
        assertThat(run("--home=", "ping")).isEqualTo(2);
        for (String line : List.of("--help", "help")) {
            assertThat(run(line.split(" "))).as(line).isZero();
            assertThat(out()).as(line).contains("Usage: arcella-cli").contains("comes from a running daemon").contains("ARC-3001");
        }
        for (String line : List.of("list --help", "help start")) {
            assertThat(run(line.split(" "))).as(line).isEqualTo(3);
            assertThat(out()).as(line).isEmpty();
            assertThat(err()).as(line).contains("ARC-3001", "needs a daemon", "arcella start");
        }
        assertThat(run("--version")).isZero();
        assertThat(out()).matches("arcella-cli \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void helpOfACommandComesFromTheDistributionsPageWhereNoDaemonAnswers() throws IOException {
        server.close();
        Path page = Files.createDirectories(folder.resolve("docs")).resolve("VERBS.md");
        Files.writeString(page, """
                # Commands

                ## Without a scope

                ### ping

                Asks. Role: `read-only`.

                ## module

                ### module:install

                Installs a module. Role: `admin`.

                ```
                arcella-cli module install [options] FILE
                ```

                By a \\[\\[grant]] in etc.

                | | |
                |---|---|
                | `FILE` | the file |
                | `--kind a\\|b` | which |

                ```sh
                arcella-cli module install ./x.wasm
                ```

                ### module:list

                Lists. Role: `read-only`.
                """);
        System.setProperty("arcella.dist", folder.toString());
        try {
            for (String line : List.of("help install", "install --help", "help module install", "help module:install", "--help install")) {
                assertThat(run(line.split(" "))).as(line).isZero();
                assertThat(out()).as(line).isEqualTo("""
                        module install

                        Installs a module. Role: admin.

                          arcella-cli module install [options] FILE

                        By a [[grant]] in etc.

                        Arguments and options
                          FILE        the file
                          --kind a|b  which

                          arcella-cli module install ./x.wasm

                        From docs/VERBS.md of the distribution, as no daemon answers.
                        """);
                assertThat(err()).isEmpty();
            }
            assertThat(run("help", "module")).isZero();
            assertThat(out()).contains("Commands of module", "module install  Installs a module.\n", "module list     Lists.\n");
            assertThat(run("help", "ping")).isZero();
            assertThat(out()).contains("Asks.");
            // What an operator's bundle brings, only the daemon knows.
            assertThat(run("help", "my", "own")).isEqualTo(3);
            assertThat(err()).contains("ARC-3001", "help of 'my own' needs a daemon");
        } finally {
            System.clearProperty("arcella.dist");
        }
    }

    @Test
    void outputThatCannotBeWrittenIsSaidUnlessNobodyReadsIt() {
        assertThat(failing("No space left on device")).isEqualTo(1);
        assertThat(err()).isEqualTo("arcella-cli: ARC-3101 not all of the output could be written (No space left on device);"
                + " look at where it goes\n");
        assertThat(failing("Broken pipe")).isEqualTo(1);
        assertThat(err()).isEmpty();
    }

    private int failing(String reason) {
        err.reset();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        Console console = new Console(new ByteArrayInputStream(new byte[0]), full, err, false, false, false, Screen.PLAIN);
        return new Cli(console, environment, folder).run(new String[] {"list"});
    }

    @Test
    void aHomeWhosePathIsTooLongIsToldOf() {
        assertThat(run("--home", "/" + "h".repeat(200), "ping")).isEqualTo(1);
        assertThat(err()).contains("ARC-3011");
    }

    @Test
    void helpForOneAScopeAndAll() {
        assertThat(run("module", "install", "--help")).isZero();
        assertThat(out()).contains("Usage: arcella-cli module install [options] FILE").contains("--manifest FILE");
        assertThat(run("help", "start")).isZero();
        assertThat(out()).startsWith("module start - does module:start");
        assertThat(run("module", "--help")).isZero();
        assertThat(out()).contains("module start").contains("module install");
        assertThat(run()).isZero();
        assertThat(out()).contains("Usage: arcella-cli").contains("Commands of module").contains("worker list").contains("ping");
    }

    @Test
    void filesGoAlongWithTheOnesBesideThem() throws IOException {
        Files.write(folder.resolve("big.wasm"), new byte[1_500_000]);
        assertThat(run("install", "big.wasm")).isZero();
        assertThat(out()).isEqualTo("Bytes     1500000\nManifest  none\n");
        Files.writeString(folder.resolve("big.toml"), "name");
        assertThat(run("install", "./big.wasm", "-o", "json")).isZero();
        assertThat(out()).isEqualTo("{\n  \"bytes\": 1500000,\n  \"manifest\": \"name\"\n}\n");
        Files.write(folder.resolve("empty.wasm"), new byte[0]);
        Files.write(folder.resolve("chunk.wasm"), new byte[65_536 * 4]);
        run("install", "empty.wasm");
        assertThat(out()).contains("Bytes     0");
        run("install", "chunk.wasm");
        assertThat(out()).contains("Bytes     262144");
        assertThat(run("install", "gone.wasm")).isEqualTo(1);
        assertThat(err()).contains("ARC-8006 there is no file 'gone.wasm'");
    }

    @Test
    void streamsArriveWholeAndEscaped() {
        assertThat(run("logs", "-f")).isZero();
        assertThat(out().lines()).hasSize(1_000).first().isEqualTo("line 0\\x07");
        run("log", "tail", "-o", "json");
        assertThat(out().lines()).hasSize(1_000).first().isEqualTo("{\"text\":\"line 0\\u0007\",\"level\":\"info\"}");
    }

    @Test
    void aReaderThatGoesAwayEndsAStream() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(run(Screen.PLAIN, closed, "logs", "-f")).isEqualTo(1);
        assertThat(err()).isEmpty();
        assertThat(run(Screen.PLAIN, closed, "list")).isEqualTo(1);
    }

    @Test
    void anInteractiveVerbTakesAPipeToo() {
        input = "keys";
        assertThat(run("shell")).isZero();
        assertThat(out()).isEqualTo("<keys\u001b[0m>left " + folder + "\n");
    }

    @Test
    void aCommandThatIsGivenTakesInputOnlyWhenTheVerbAsksForIt() {
        input = "for others";
        assertThat(run("shell", "--command", "none")).isZero();
        assertThat(out()).isEqualTo("read nothing\n");
        assertThat(left()).isEqualTo("for others");
        assertThat(run("shell", "--command", "ask")).isZero();
        assertThat(out()).isEqualTo("<for others\u001b[0m>left " + folder + "\n");
        assertThat(left()).isEmpty();
    }

    @Test
    void completion() {
        assertThat(complete("")).contains("install\tdoes module:install", "module\tcommands of module", "help\texplains a command");
        assertThat(complete("module", "st")).containsExactly("start\tdoes module:start", "stop\tdoes module:stop");
        assertThat(complete("module:st")).containsExactly("module:start\tdoes module:start", "module:stop\tdoes module:stop");
        assertThat(complete("start", "")).containsExactly("hello@1.0.0\t");
        assertThat(complete("logs", "--f")).containsExactly("--follow\tgoes on");
        assertThat(complete("install", "")).containsExactly(":files");
        assertThat(complete("--home")).containsExactly("--home\tthe container's folder");
        assertThat(complete("--home", "")).containsExactly(":files");
        assertThat(complete("--home", home.toString(), "start", "")).containsExactly("hello@1.0.0\t");
        assertThat(complete("completion", "z")).containsExactly("zsh\t");
        assertThat(complete("shell", "--folder", "")).as("free text may be a path").containsExactly(":files");
        assertThat(complete("list", "x")).as("it takes nothing").isEmpty();
        assertThat(complete("nonsense", "")).isEmpty();
        server.close();
        assertThat(complete("start", "")).isEmpty();
        assertThat(complete("module", "install", "")).as("what can be known without a daemon").containsExactly(":files");
    }

    @Test
    void completionOfOptionsBeforeTheCommand() {
        assertThat(complete("-o", "")).containsExactly("table\t", "wide\t", "json\t");
        assertThat(complete("--home", home.toString(), "--output", "w")).containsExactly("wide\t");
        assertThat(complete("--output=j")).containsExactly("--output=json\t");
        assertThat(complete("-o", "json", "--home=" + home, "module", "sta")).containsExactly("start\tdoes module:start");
        assertThat(complete("--home=" + home, "start", "")).containsExactly("hello@1.0.0\t");
        server.close();
        assertThat(complete("doctor", "")).isEmpty();
        assertThat(complete("doctor", "-")).extracting(line -> line.substring(0, line.indexOf('\t')))
                .containsExactly("--output", "--home", "--help");
        assertThat(complete("doctor", "--output", "")).containsExactly("table\t", "json\t");
        assertThat(complete("--home", home.toString(), "doctor", "--output=j")).containsExactly("--output=json\t");
    }

    private List<String> completeArcella(String... words) {
        assertThat(run(Stream.concat(Stream.of("__complete-arcella"), Stream.of(words)).toArray(String[]::new))).isZero();
        assertThat(err()).isEmpty();
        return out().lines().map(line -> line.replaceFirst("\t.*", "")).toList();
    }

    @Test
    void completionOfTheOtherProgram() {
        assertThat(completeArcella("")).containsExactly(
                "config", "daemon", "doctor", "run", "start", "status", "stop", "validate", "wit");
        assertThat(completeArcella("--home", "x", "st")).containsExactly("start", "status", "stop");
        assertThat(completeArcella("--home", "")).containsExactly(":files");
        assertThat(completeArcella("--v")).containsExactly("--version");
        assertThat(completeArcella("run", "")).containsExactly(":files");
        assertThat(completeArcella("run", "--ti")).containsExactly("--timeout");
        assertThat(completeArcella("run", "--timeout", "")).isEmpty();
        assertThat(completeArcella("run", "--dir", "")).containsExactly(":files");
        assertThat(completeArcella("run", "--timeout", "5s", "m.wasm", "-")).as("the module's own").containsExactly(":files");
        assertThat(completeArcella("config", "")).containsExactly("reference", "show", "validate");
        assertThat(completeArcella("config", "validate", "")).containsExactly(":files");
        assertThat(completeArcella("config", "reference", "")).isEmpty();
        assertThat(completeArcella("doctor", "--o")).containsExactly("--output");
        assertThat(completeArcella("stop", "")).isEmpty();
        assertThat(completeArcella("validate", "m")).containsExactly(":files");
        assertThat(completeArcella()).contains("run");
    }

    private List<String> complete(String... words) {
        String[] arguments = new String[words.length + 1];
        arguments[0] = "__complete";
        System.arraycopy(words, 0, arguments, 1, words.length);
        assertThat(run(arguments)).isZero();
        assertThat(err()).isEmpty();
        return out().lines().toList();
    }

    @Test
    void completionScripts() {
        for (String shell : List.of("bash", "zsh", "fish")) {
            assertThat(run("completion", shell)).isZero();
            // What bash, zsh and fish make of it only they can tell, see CompletionIT. That all three ask for both programs
            // and know of files holds on a machine without them, too.
            assertThat(out()).contains("__complete", "__complete-arcella", ":files", "arcella-cli completion " + shell);
        }
        assertThat(run("completion", "tcsh")).isEqualTo(2);
        assertThat(run("completion")).isEqualTo(2);
        assertThat(run("completion", "--help")).isZero();
    }

    @Test
    void trainingRunsThroughAndLeavesNothing() {
        assertThat(Training.run(environment)).isZero();
    }
}
