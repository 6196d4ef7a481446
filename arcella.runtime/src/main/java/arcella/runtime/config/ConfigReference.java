package arcella.runtime.config;

import java.util.List;
import java.util.Map;

/** The reference page of all keys, {@code docs/CONFIGURATION.md}, made of their declarations. */
public final class ConfigReference {

    private static final String HEAD = """
            # Configuration of the container

            <!-- Made by `arcella config reference` from the declarations in ConfigKeys.java; change those. -->

            `etc/arcella.toml` in the container's home says what holds for the container as a whole. It is yours: Arcella reads it
            and never writes it, nor any file that it includes. A home without the file has the defaults. What single modules are
            told is another matter: their manifests and [configurations](MODULES.md#configuration).

            `arcella config validate` says what is wrong with it, without a container too; `config:show` what holds and which file
            and line, or which variable, says so.

            ## Including files

            ```toml
            includes = ["conf.d/*.toml", "/etc/arcella/site.toml"]
            ```

            - Paths are relative to the folder of the file that names them. `*` and `?` may stand in the last part; what they fit is
              read in the order of the names, without hidden files.
            - **What is said last holds.** The included files come first, in the order in which they are named, then the file that
              names them, and the environment after all files. So `90-site.toml` has the last word over `10-base.toml`, as in other
              programs' `conf.d`, and your own `arcella.toml` over whatever a package or a script has put beside it. Each override is
              told by `arcella config validate` and `config:show`.
            - The same key twice in one file is a mistake, as everywhere in TOML.
            - Tables of a list, such as `[[grant]]`, override nothing: those of all files hold together.
            - A file that is named more than once, by whatever path, is read once, where it is named first.
            - A file that includes itself, directly or through others, is a mistake, which names the whole circle; so are includes
              nested deeper than 8, more than 1000 files, and a file of more than 1 MiB.
            - A file that is named and not there is a mistake. A pattern that fits nothing is none.
            - A file that anybody may write to, or that belongs to neither root nor the owner of the first, is told of as a warning:
              whoever writes it can grant what he likes.

            ## Environment

            Keys that can stand only once, but for `includes`, are overridden by a variable of the daemon: `ARCELLA_`, and the key in capitals with `_`
            for each dot and hyphen, such as `ARCELLA_WORKERS_SPARE=true`. Texts stand there without quotes, lists with commas; an
            empty variable says nothing. A variable that looks like a key and is none is warned of, with the nearest. The daemon has
            the environment that `arcella start` or `arcella daemon` was called in; under systemd, what `Environment=` and
            `EnvironmentFile=` of the unit say ([INSTALL.md](INSTALL.md)).

            ## Changes

            A running container sees changed, new and removed files within a second, or at `config:reload`. All that has changed is
            taken on together, or, if there is any mistake, nothing: then what held before goes on to hold, the log has the mistakes,
            and `status`, `config:validate` and `arcella doctor` say so. Where a container starts on files with mistakes, no standing
            grant holds until they are mended; and if it is the limits that are wrong, or a file is missing or no TOML at all, so that
            nobody knows the limits, no module starts before: those that are to run come within a minute after it. Each key says below when a change
            holds: *at once*, *when a module is started* (again), or *at the next start* of the container, until when `config:show` and
            `status` say that it waits. Write under another name and rename, and no half-written file is ever read.

            ## Keys
            """;

    private ConfigReference() {}

    /** The page. */
    public static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Map.Entry<String, String> table : ConfigKeys.TABLES.entrySet()) {
            List<ConfigKey<?>> keys = ConfigKeys.ALL.stream().filter(key -> tableOf(key).equals(table.getKey())).toList();
            page.append("\n### ").append(table.getKey().isEmpty() ? "Outside of tables" : heading(table.getKey())).append("\n\n")
                    .append(table.getValue()).append("\n\n| Key | Value | Default | A change holds | Meaning |\n|---|---|---|---|---|\n");
            for (ConfigKey<?> key : keys) {
                page.append("| `").append(key.path().getLast()).append("` | ").append(cell(key.type().description())).append(" | ")
                        .append(key.standardText().map(text -> "`" + text + "`").orElse("")).append(" | ")
                        .append(key.takes().text()).append(" | ").append(cell(key.meaning())).append(" |\n");
            }
            if (keys.getFirst().variable().isPresent()) {
                page.append("\nVariables: `").append(prefix(keys.getFirst())).append("…`, such as `")
                        .append(keys.getFirst().variable().get()).append("`.\n");
            }
        }
        return page.toString();
    }

    private static String heading(String table) {
        return table.endsWith(ConfigKey.EACH) ? "`[[" + table.substring(0, table.length() - 2) + "]]`" : "`[" + table + "]`";
    }

    private static String prefix(ConfigKey<?> key) {
        String variable = key.variable().orElse("");
        return variable.substring(0, variable.length() - key.path().getLast().length());
    }

    private static String tableOf(ConfigKey<?> key) {
        return ConfigKey.text(key.path().subList(0, key.path().size() - 1));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
