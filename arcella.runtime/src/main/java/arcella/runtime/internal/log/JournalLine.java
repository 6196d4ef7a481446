package arcella.runtime.internal.log;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import arcella.runtime.ModuleId;

/**
 * One line of the journal. Immutable.
 *
 * @param time when
 * @param level how grave
 * @param source the logger's name; for a line of a module {@code stdout}, {@code stderr}, {@code log} or {@code module}
 * @param module the module that it is about
 * @param bundle the bundle that said it, {@code NAME@VERSION}; empty for those that the container itself consists of
 * @param text the line as it came: control characters and all
 */
public record JournalLine(
        Instant time, Level level, String source, Optional<ModuleId> module, Optional<String> bundle, String text) {

    /** The source of what the container says of a module, rather than the module itself. */
    public static final String ABOUT = "module";

    /** The source of what the container says of a bundle. */
    static final String ABOUT_BUNDLE = "bundle";

    /** What the names of modules' loggers begin with. */
    static final String MODULES = "arcella.module.";

    /** How grave a line is, the least first. */
    public enum Level {
        TRACE, DEBUG, INFO, WARN, ERROR;

        /** As an operator writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A line of a module or of the container. */
    public JournalLine(Instant time, Level level, String source, Optional<ModuleId> module, String text) {
        this(time, level, source, module, Optional.empty(), text);
    }

    /**
     * The logger by whose level it counts: {@code arcella.module.NAME.stdout} and the like for what a module says,
     * {@code arcella.module.NAME} for what becomes of it.
     */
    public String logger() {
        if (module.isEmpty()) {
            return source;
        }
        String name = MODULES + module.get().name();
        return source.equals(ABOUT) ? name : name + "." + source;
    }

    /** Who says it, as a reader sees it: the module or bundle and its logger. */
    public String origin() {
        return module.map(id -> id + " " + source).orElseGet(() -> bundle.map(name -> name + " " + source).orElse(source));
    }

    /** Whose line it is: a module's, a bundle's, or, with no name, the container's. */
    String speaker() {
        return module.isPresent() ? module.get().toString() : bundle.orElse("");
    }

    /** Whether it is of a module or bundle called so, {@code NAME} or {@code NAME@VERSION}. */
    public boolean isOf(String name) {
        return module.map(id -> id.name().equals(name) || id.toString().equals(name))
                .orElseGet(() -> bundle.filter(of -> of.equals(name) || of.startsWith(name + "@")).isPresent());
    }
}
