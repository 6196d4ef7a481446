package arcella.shell.internal.gogo;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.threadio.ThreadIO;
import org.jspecify.annotations.Nullable;

/**
 * Gogo's processor for one session, whose commands are looked up at the moment of the call.
 *
 * <p>Gogo itself would want every command as a service of its own kind beside the verb's; and it would resolve a short
 * name that fits several commands to any of them.
 */
public final class ShellProcessor extends CommandProcessorImpl {

    /** Stands before a short name when Gogo asks for the command that it means. */
    static final String ANY_SCOPE = "*:";
    /** What Gogo asks for where a name fits nothing. */
    static final String UNKNOWN = "*:default";

    private final CommandTable table;
    private final ShellAccess shell;

    /**
     * @param threadIo hands System.out and its like to commands of other bundles, where Gogo's bundle runs
     * @param table finds commands
     * @param shell what its commands see of the session
     */
    public ShellProcessor(@Nullable ThreadIO threadIo, CommandTable table, ShellAccess shell) {
        super(threadIo);
        this.table = table;
        this.shell = shell;
    }

    @Override
    public SteadySession createSession(InputStream in, OutputStream out, OutputStream err) {
        synchronized (sessions) {
            SteadySession session = new SteadySession(this, shell, in, out, err);
            sessions.put(session, null);
            return session;
        }
    }

    @Override
    protected @Nullable Function getCommand(String name, @Nullable Object path) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return null;
        }
        if (name.equals(UNKNOWN)) {
            return table.unknown();
        }
        return (name.startsWith(ANY_SCOPE)
                        ? table.byWord(name.substring(ANY_SCOPE.length()), Set.of()) : table.byName(name))
                .orElse(null);
    }

    @Override
    public Path redirect(CommandSessionImpl session, Path path, int mode) {
        return ((SteadySession) session).redirected(path);
    }

    @Override
    public Set<String> getCommands() {
        return table.names();
    }
}
