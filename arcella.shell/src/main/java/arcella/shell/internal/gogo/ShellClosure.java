package arcella.shell.internal.gogo;

import java.util.List;

import org.apache.felix.gogo.runtime.Closure;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Parser.Executable;
import org.apache.felix.gogo.runtime.Parser.Pipeline;
import org.apache.felix.gogo.runtime.Parser.Program;
import org.apache.felix.gogo.runtime.Parser.Sequence;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.shell.internal.text.Capture;

/** Commands in the shell's language, whose statements fail in the shell's way, see {@link SteadySession#statement}. */
class ShellClosure extends Closure {

    private final SteadySession own;
    private final Program program;

    /** @param parent the closure around it */
    ShellClosure(SteadySession session, @Nullable Closure parent, Program program) {
        super(session, parent, program);
        this.own = session;
        this.program = program;
    }

    /** @throws org.apache.felix.gogo.runtime.SyntaxError if the text cannot be read */
    ShellClosure(SteadySession session, CharSequence text) {
        this(session, null, new Parser(text).program());
    }

    /** Whether what stands behind a pipe of this closure runs if the pipe fails: {@code a || b}, {@code a && b || c}. */
    boolean goesOnIfFailed(CharSequence pipe) {
        List<Executable> all = program.tokens();
        for (int i = 0; i < all.size(); i += 2) {
            Executable one = all.get(i) instanceof Pipeline pipeline ? pipeline.tokens().getFirst() : all.get(i);
            if (pipe instanceof Token token && token.start() == one.start()) {
                int next = i + 1;
                while (next < all.size() && Token.eq("&&", all.get(next))) {
                    next += 2;
                }
                return next < all.size() && Token.eq("||", all.get(next));
            }
        }
        return false;
    }

    @Override
    public SteadySession session() {
        return own;
    }

    /** One that is written in this one. */
    ShellClosure inner(Program program) {
        return new ShellClosure(own, this, program);
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
        Capture printed = new Capture(own.held());
        @SuppressWarnings("unchecked")
        List<Object> arguments = (List<Object>) get("args");
        try {
            Object result = inner(sequence.program()).execute(own, arguments, printed);
            return result != null ? result : printed.text();
        } finally {
            printed.end();
        }
    }

    /** Runs it as a command, which succeeds as its own last command does. */
    @Override
    public @Nullable Object execute(CommandSession session, List<Object> values) throws Exception {
        Process caller = Process.Utils.current();
        if (caller != null) {
            own.forget(caller);
        }
        Object result = super.execute(session, values);
        if (caller != null) {
            caller.error(own.succeeded(caller) ? 0 : 1);
        }
        return result;
    }

    @Override
    public @Nullable Object execute(Executable executable) throws Exception {
        return own.statement(this, () -> executable instanceof Sequence sequence
                ? inner(sequence.program()).execute((CommandSession) own, List.of())
                : super.execute(executable));
    }
}
