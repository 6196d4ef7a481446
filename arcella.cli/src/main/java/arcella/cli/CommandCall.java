package arcella.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeListener;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;
import arcella.command.ResultShape;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.command.line.ExitCode;
import arcella.command.line.FileArgument;
import arcella.command.line.ParsedLine;
import arcella.command.text.JsonText;
import arcella.command.text.ResultText;
import arcella.command.text.Screen;

/** Makes one request and writes what comes back. */
final class CommandCall implements AlmeListener {

    private final AlmeClient client;
    private final Console console;
    private final Map<String, String> environment;
    private final Path folder;
    private final Screen screen;
    private final boolean json;
    private final ProgressLine progress;
    private boolean streamed;

    CommandCall(
            AlmeClient client, Console console, Map<String, String> environment, Path folder, Screen screen, boolean json) {
        this.client = client;
        this.console = console;
        this.environment = environment;
        this.folder = folder;
        this.screen = screen;
        this.json = json;
        this.progress = new ProgressLine(console);
    }

    ExitCode run(VerbSpec spec, ParsedLine line) throws IOException {
        if (spec.shape() instanceof ResultShape.Terminal) {
            return new TerminalCall(client, console, environment, folder).run(spec, line);
        }
        List<AlmeUpload> uploads = new ArrayList<>();
        for (FileArgument file : line.files()) {
            uploads.add(new AlmeUpload(file.parameter(), file.path()));
        }
        VerbResult result;
        try {
            if (spec.shape() instanceof ResultShape.Message) {
                progress.begin(spec.name().toString());
            }
            result = client.call(spec.name().toString(), line.values(), uploads, false, this);
        } catch (OutputClosed e) {
            throw e.failure;
        } finally {
            progress.clear();
        }
        boolean nothingMore = json && streamed && result.data() instanceof Data.None;
        if (!nothingMore) {
            console.print(Cli.text(spec, result, screen, json));
        }
        return ExitCode.OK;
    }

    @Override
    public void event(String event, Data data) {
        streamed = true;
        progress.clear();
        try {
            console.print(json ? JsonText.compact(data) + "\n" : ResultText.lines(data));
        } catch (IOException e) {
            throw new OutputClosed(e);
        }
    }

    @Override
    public void progress(String what, long done, long total) {
        progress.progress(what, done, total);
    }

    @Override
    public void sent(String part, long done, long total) {
        progress.sent(part, done, total);
    }

    /** Nobody reads what is written: the way out of a stream. */
    private static final class OutputClosed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        OutputClosed(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
