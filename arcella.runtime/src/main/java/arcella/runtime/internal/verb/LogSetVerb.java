package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.log.Levels;
import arcella.runtime.internal.log.LogLevel;

/** The verb {@code log:set}. */
@Component(service = Verb.class)
public final class LogSetVerb implements Verb {

    private static final String DEFAULT = "default";
    private static final VerbSpec SPEC = Specs.change(
            "log:set", "Sets how much of a logger is kept, from now on and after a restart",
            "It is written into the configuration " + Levels.PID + ", where config:property-set may say it, too. The level holds for "
                    + "all loggers below; without a logger it is for all that have no level of their own. 'default' takes it back. "
                    + "ALL in place of a logger makes it the level of every one: those that had one of their own lose it.\n\n"
                    + "A module's loggers are arcella.module.NAME, of what becomes of it, and below it stdout, stderr and log, which "
                    + "is wasi:logging. Java bundles name their loggers themselves.",
            List.of(Parameter.argument("level", new Parameter.Choice(words()), "the least level that is kept"),
                    Parameter.optionalArgument(LogLines.LOGGER, new Parameter.Reference("logger"), "the logger's name, or ALL")),
            "log set debug arcella.module.hello", "log set off arcella.module.hello.stdout", "log set default arcella.module.hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public LogSetVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(LogLevel.words());
        words.add(DEFAULT);
        return words;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        String word = invocation.arguments().text("level");
        boolean all = LogLines.all(invocation.arguments());
        String logger = all ? Levels.ROOT : LogLines.logger(invocation.arguments());
        runtime.configurations().change(Levels.PID, present -> {
            Map<String, String> levels = new TreeMap<>(present);
            if (all) {
                // None has a level of its own any more.
                levels.keySet().retainAll(Set.of(logger));
            }
            if (word.equals(DEFAULT)) {
                levels.remove(logger);
            } else {
                levels.put(logger, word.toUpperCase(java.util.Locale.ROOT));
            }
            return levels.isEmpty() ? Optional.empty() : Optional.of(levels);
        });
        LogLevel now = runtime.logs().levels().of(logger);
        return new VerbResult((all ? "every logger" : logger) + " is at " + now.word(),
                Data.fields().put("logger", logger).put("level", now.word()).build());
    }
}
