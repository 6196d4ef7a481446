package arcella.shell.internal.session;

import java.nio.file.Path;
import java.util.Optional;

import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;

import arcella.shell.internal.complete.CommandCompleter;
import arcella.shell.internal.complete.CommandParser;

/** Sets JLine's line editor up. */
final class Editors {

    private Editors() {}

    static LineReader make(Terminal terminal, ShellSession session, Optional<Path> historyFile) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("arcella")
                .parser(new CommandParser())
                .completer(new CommandCompleter(
                        session, () -> session.commands().names(), () -> session.commands().words().keySet()))
                .history(historyFile.<History>map(PrivateHistory::new).orElseGet(DefaultHistory::new))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ")
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.LIST_MAX, 100)
                .variable(LineReader.HISTORY_SIZE, 1000)
                .variable(LineReader.HISTORY_FILE_SIZE, 2000)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.COMPLETE_MATCHER_TYPO, false)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
                .build();
        historyFile.filter(PrivateHistory::prepare).ifPresent(file -> {
            reader.setVariable(LineReader.HISTORY_FILE, file);
            reader.getHistory().attach(reader);
        });
        return reader;
    }
}
