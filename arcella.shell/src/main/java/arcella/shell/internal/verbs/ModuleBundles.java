package arcella.shell.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import arcella.command.Arguments;
import arcella.command.Caller;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Session;
import arcella.command.Verb;
import arcella.command.VerbName;
import arcella.command.VerbResult;
import arcella.command.line.FileArgument;
import arcella.command.line.FilesBeside;
import arcella.command.line.ParsedLine;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * The bundles that stand for modules. The framework could exchange such a bundle's content by itself, but would ask no
 * consumer and drain no call; who stops a bundle does not know that it is started next; and who starts one forgives no
 * early deaths of its worker, or does nothing, as it is active while its module waits to be started again. So that is left to the verbs {@code module:update},
 * {@code module:restart} and {@code module:start}, which whoever runs modules registers.
 */
final class ModuleBundles {

    private static final String HEADER = "Arcella-Module";
    private static final String PROTOCOL = "wasm:";
    private static final VerbName UPDATE = VerbName.of("module:update");
    private static final VerbName RESTART = VerbName.of("module:restart");
    private static final VerbName START = VerbName.of("module:start");
    private static final String FILE = "file";

    private final BundleContext context;

    ModuleBundles(BundleContext context) {
        this.context = context;
    }

    /** The module that a bundle stands for, {@code name@version}. */
    static Optional<String> module(Bundle bundle) {
        return Optional.ofNullable(bundle.getHeaders("").get(HEADER));
    }

    /** Whether a URL gives a module. */
    static boolean wasm(String url) {
        return url.startsWith(PROTOCOL);
    }

    /**
     * Updates a module with what a {@code wasm:} URL names, and with the manifest that stands beside it where it is a
     * file.
     *
     * @param force although it breaks consumers
     * @throws ArcellaException as {@code module:update} does, and {@link ShellError#BUNDLE_CHANGE} if the URL names
     *     nothing that can be read
     */
    VerbResult update(Invocation invocation, String module, String url, boolean force) throws InterruptedException {
        Verb verb = verb(UPDATE);
        URI content = content(url);
        Path path = Path.of(content.getPath());
        Map<String, Data> values = new LinkedHashMap<>();
        values.put("module", Data.of(module));
        values.put(FILE, Data.of(path.getFileName().toString()));
        values.put("force", Data.of(force));
        ParsedLine line = new ParsedLine(new Data.Fields(values), Data.EMPTY, List.of(new FileArgument(FILE, path)));
        Map<String, URI> files = new LinkedHashMap<>();
        if ("file".equals(content.getScheme())) {
            line = FilesBeside.find(verb.spec(), line, path);
            line.files().forEach(file -> files.put(file.parameter(), file.path().toUri()));
        } else {
            files.put(FILE, content);
        }
        return verb.run(new Passed(invocation, Arguments.of(verb.spec(), line.values()), files));
    }

    private static URI content(String url) {
        try {
            URI content = new URI(url.substring(PROTOCOL.length()));
            if (content.isAbsolute() && content.getPath() != null && Path.of(content.getPath()).getFileName() != null) {
                return content;
            }
        } catch (URISyntaxException e) {
            throw noUrl(url, e);
        }
        throw noUrl(url, null);
    }

    private static ArcellaException noUrl(String url, @Nullable Exception cause) {
        return new ArcellaException(
                ShellError.BUNDLE_CHANGE, "'" + url + "' is no whole URL of a module",
                "write wasm:file:/path/to/module.wasm", cause);
    }

    /**
     * Restarts a module: those who call it meanwhile wait, as they would not for one that is stopped and then started.
     *
     * @throws ArcellaException as {@code module:restart} does
     */
    void restart(Invocation invocation, String module) throws InterruptedException {
        run(RESTART, invocation, module);
    }

    /**
     * Starts a module at once, whatever it waits for.
     *
     * @throws ArcellaException as {@code module:start} does
     */
    void start(Invocation invocation, String module) throws InterruptedException {
        run(START, invocation, module);
    }

    private void run(VerbName name, Invocation invocation, String module) throws InterruptedException {
        Verb verb = verb(name);
        Arguments arguments = Arguments.of(verb.spec(), new Data.Fields(Map.of("module", Data.of(module))));
        verb.run(new Passed(invocation, arguments, Map.of()));
    }

    private Verb verb(VerbName name) {
        try {
            for (ServiceReference<Verb> reference : context.getServiceReferences(Verb.class, null)) {
                Verb verb = context.getService(reference);
                if (verb != null && verb.spec().name().equals(name)) {
                    return verb;
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is given", e);
        }
        throw new ArcellaException(
                ShellError.BUNDLE_CHANGE, "nothing offers " + name + " at the moment",
                "see bundle:list for arcella.runtime");
    }

    /** The call of one verb, passed on to another with other arguments and files. */
    private record Passed(Invocation from, Arguments arguments, Map<String, URI> files) implements Invocation {

        @Override
        public Caller caller() {
            return from.caller();
        }

        @Override
        public Optional<Session> session() {
            return from.session();
        }

        @Override
        public InputStream upload(String parameter) {
            URI file = files.get(parameter);
            if (file == null) {
                throw new IllegalArgumentException("no upload " + parameter);
            }
            try {
                return file.toURL().openStream();
            } catch (IOException | IllegalArgumentException e) {
                throw new ArcellaException(
                        ShellError.BUNDLE_CHANGE, file + " cannot be read: " + e.getMessage(), "check the URL", e);
            }
        }

        @Override
        public InputStream input() {
            return from.input();
        }

        @Override
        public void onControl(BiConsumer<String, Data> listener) {
            from.onControl(listener);
        }

        @Override
        public void progress(String what, long done, long total) {
            from.progress(what, done, total);
        }

        @Override
        public void emit(String event, Data data) throws InterruptedException {
            from.emit(event, data);
        }

        @Override
        public void onCancel(Runnable action) {
            from.onCancel(action);
        }
    }
}
