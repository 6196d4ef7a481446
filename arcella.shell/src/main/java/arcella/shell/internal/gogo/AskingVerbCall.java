package arcella.shell.internal.gogo;

import java.nio.file.Path;
import java.util.Map;

import org.apache.felix.service.command.Process;

import arcella.command.Arguments;
import arcella.shell.internal.verbs.Confirming;

/** A call by somebody who can be asked. */
final class AskingVerbCall extends VerbCall implements Confirming {

    private final ShellAccess shell;

    AskingVerbCall(
            ShellAccess shell,
            Process process,
            Arguments arguments,
            Map<String, Path> files,
            boolean json,
            ProgressLine progress) {
        super(process, arguments, shell.caller(), shell.session(), files, json, progress);
        this.shell = shell;
    }

    @Override
    public boolean confirm(String question) throws InterruptedException {
        return shell.confirm(question);
    }

    @Override
    public void leave() {
        shell.leave();
    }
}
