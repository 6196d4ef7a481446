package arcella.shell.internal.gogo;

import java.util.Set;

import org.apache.felix.gogo.runtime.Closure;
import org.apache.felix.gogo.runtime.Parser.Program;
import org.jspecify.annotations.Nullable;

/**
 * One expansion of an alias's text: as in other shells, no alias is expanded a second time within it, so that
 * {@code alias list='list -s'} means the command {@code list}. This holds for what is written in the text, with the
 * closures and {@code $( )} in it, and not for the words that are handed over: their names mean what they mean outside.
 */
final class AliasClosure extends ShellClosure {

    private final CommandTable table;
    private final Set<String> expanded;

    /**
     * @param parent the closure around it
     * @param expanded the aliases that led here
     */
    AliasClosure(
            SteadySession session,
            @Nullable Closure parent,
            Program program,
            CommandTable table,
            Set<String> expanded) {
        super(session, parent, program);
        this.table = table;
        this.expanded = Set.copyOf(expanded);
    }

    @Override
    ShellClosure inner(Program program) {
        return new AliasClosure(session(), this, program, table, expanded);
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.startsWith(ShellProcessor.ANY_SCOPE) && !name.equals(ShellProcessor.UNKNOWN)) {
            return table.byWord(name.substring(ShellProcessor.ANY_SCOPE.length()), expanded).orElse(null);
        }
        return super.get(name);
    }
}
