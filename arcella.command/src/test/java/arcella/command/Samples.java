package arcella.command;

import java.util.List;

/** Descriptions of verbs for tests. */
public final class Samples {

    public static final VerbSpec INSTALL = new VerbSpec(
            new VerbName("module", "install"),
            "install a module",
            "Reads a .wasm file and makes it a module.",
            List.of(
                    Parameter.argument("file", new Parameter.Upload("", List.of()), "the module's content"),
                    Parameter.option("manifest", new Parameter.Upload("file", List.of("arcella.toml", "{stem}.toml")),
                            "its manifest").letter('m'),
                    Parameter.option("name", new Parameter.Text("name"), "another name").letter('n'),
                    Parameter.option("grant", new Parameter.Text("grant"), "what it may do").many(),
                    Parameter.option("lines", new Parameter.Whole(1, 1000), "how many"),
                    Parameter.option("isolation", new Parameter.Choice(List.of("main", "worker")), "where it runs"),
                    Parameter.flag("force", "does it anyway").letter('f'),
                    Parameter.flag("verbose", "says more").letter('v')),
            Role.ADMIN,
            new ResultShape.Message(),
            List.of("module install ./m.wasm"));

    public static final VerbSpec UNPACK = new VerbSpec(
            VerbName.of("pack:install"), "install a pack", "",
            List.of(
                    Parameter.argument("pack", new Parameter.NameOrPath("pack", List.of(".json", ".jar"), "jar", ".jar"), "its name or path"),
                    Parameter.optionalArgument("folder", new Parameter.NameOrPath("folder", List.of(), "", ""), "a folder"),
                    Parameter.option("jar", new Parameter.Upload("", List.of()), "the content")),
            Role.ADMIN, new ResultShape.Message(), List.of());

    public static final VerbSpec START = new VerbSpec(
            new VerbName("module", "start"),
            "start modules",
            "",
            List.of(Parameter.argument("module", new Parameter.Reference("module"), "the module").many()),
            Role.ADMIN,
            new ResultShape.Table(List.of(
                    ResultShape.Column.of("name", "Name"),
                    ResultShape.Column.of("state", "State", ResultShape.Format.STATE),
                    ResultShape.Column.of("size", "Size", ResultShape.Format.BYTES).wide())),
            List.of());

    public static final VerbSpec PING = new VerbSpec(
            VerbName.of("ping"), "says that it is there", "", List.of(), Role.READ_ONLY, new ResultShape.Lines(), List.of());

    private Samples() {}
}
