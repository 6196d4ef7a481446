package arcella.shell.internal.gogo;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.apache.felix.gogo.runtime.Closure;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.gogo.runtime.Parser.Executable;
import org.apache.felix.gogo.runtime.Parser.Program;
import org.apache.felix.gogo.runtime.Parser.Sequence;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;

/**
 * One expansion of an alias's text: as in other shells, no alias is expanded a second time within it, so that
 * {@code alias list='list -s'} means the command {@code list}. This holds for what is written in the text, with the
 * closures and {@code $( )} in it, and not for the words that are handed over: their names mean what they mean outside.
 */
final class AliasClosure extends Closure {

    private final CommandTable table;
    private final Set<String> expanded;

    /**
     * @param parent the closure around it
     * @param expanded the aliases that led here
     */
    AliasClosure(
            CommandSessionImpl session,
            @Nullable Closure parent,
            Program program,
            CommandTable table,
            Set<String> expanded) {
        super(session, parent, program);
        this.table = table;
        this.expanded = Set.copyOf(expanded);
    }

    private AliasClosure inner(Program program) {
        return new AliasClosure(session(), this, program, table, expanded);
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.startsWith(ShellProcessor.ANY_SCOPE) && !name.equals(ShellProcessor.UNKNOWN)) {
            return table.byWord(name.substring(ShellProcessor.ANY_SCOPE.length()), expanded).orElse(null);
        }
        return super.get(name);
    }

    @Override
    public @Nullable Object eval(Token token, boolean numbers) throws Exception {
        return switch (token) {
            case org.apache.felix.gogo.runtime.Parser.Closure closure -> inner(closure.program());
            case Sequence sequence -> output(sequence);
            default -> super.eval(token, numbers);
        };
    }

    private Object output(Sequence sequence) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        @SuppressWarnings("unchecked")
        List<Object> arguments = (List<Object>) get("args");
        Object result = inner(sequence.program()).execute(session(), arguments, Channels.newChannel(printed));
        return result != null ? result : printed.toString(StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "");
    }

    @Override
    public @Nullable Object execute(Executable executable) throws Exception {
        return executable instanceof Sequence sequence
                ? inner(sequence.program()).execute((CommandSession) session(), List.of())
                : super.execute(executable);
    }
}
