package arcella.launcher;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import arcella.command.Nearest;
import arcella.command.text.Escape;
import arcella.engine.EngineError;
import arcella.engine.core.CoreEngine;
import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wasi.keyvalue.KeyValues;
import arcella.wasi.preview2.HostServices;
import arcella.wit.binary.BinaryKind;
import arcella.wit.component.ByteSlice;
import arcella.worker.Ending;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.LocalModuleHost;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleHost;
import arcella.worker.ModuleInstance;
import arcella.worker.StandardStream;
import arcella.worker.face.CallText;
import arcella.worker.face.ModuleFace;
import arcella.worker.face.UnofferedImport;

/** {@code arcella run}: one module in this process, with this process's standard streams, without a framework. */
final class RunCommand {

    private final RunOptions options;

    private RunCommand(RunOptions options) {
        this.options = options;
    }

    /**
     * Does what the words behind {@code run} say.
     *
     * @return the exit code: the module's own if it ended by itself
     * @throws ArcellaException if the module cannot be run, or trapped
     */
    static int run(List<String> words, PrintStream out) throws InterruptedException {
        RunOptions options = RunOptions.parse(words).orElse(null);
        if (options == null) {
            out.print(RunOptions.HELP);
            return 0;
        }
        return new RunCommand(options).run(out);
    }

    private int run(PrintStream out) throws InterruptedException {
        byte[] bytes = BinaryFile.read(options.file());
        ModuleContent content = ModuleContent.of(bytes);
        InstanceLimits limits = InstanceLimits.defaults()
                .withMemoryBytes(options.memoryBytes())
                .withFuel(options.fuel())
                .withDeadline(options.timeout())
                .withCommandDeadline(options.timeout());
        CoreEngine engine = RunCache.engine(Home.of(Optional.empty()), content, limits);
        // Not even the decoder sees the module before.
        RunSeal.apply(options.folders(), options.network()).ifPresent(System.err::println);
        String fileName = String.valueOf(options.file().getFileName());
        String name = Escape.line(fileName);
        List<String> arguments = new ArrayList<>(List.of(fileName));
        arguments.addAll(options.arguments());
        InstanceSpec spec = InstanceSpec.of(name, content)
                .withArguments(arguments)
                .withEnvironment(options.environment())
                .withPreopens(options.folders())
                .withNetwork(options.network())
                .withLimits(limits);
        Optional<CallText> call =
                options.invoke().map(text -> CallText.parse(text, name, ModuleFace.of(bytes).functions()));
        Streams streams = new Streams(name, out, System.err);
        HostServices services = new HostServices(options::configuration, new RunLog(System.err), KeyValues.none());
        try (ModuleHost host = new LocalModuleHost(engine, options.memoryBytes(), services)) {
            ModuleInstance instance = instantiate(host, spec, streams, bytes);
            if (!instance.interpreted().isEmpty()) {
                System.err.println("arcella: " + name + ": " + instance.interpreted().text());
            }
            if (call.isPresent() && instance.command()) {
                throw new ArcellaException(LauncherError.USAGE,
                        name + " is a command: it runs once and has no functions to call", "leave --invoke out");
            }
            if (call.isEmpty() && !instance.command()) {
                throw new ArcellaException(LauncherError.NOTHING_TO_RUN,
                        name + (core(bytes) ? " is a core module that does not export _start"
                                : " is a component that does not export wasi:cli/run") + ", so there is nothing to run",
                        "call one of its functions with --invoke, or install it in a container");
            }
            instance.start();
            call.ifPresent(wanted -> {
                String result = wanted.function().text(
                        instance.invoke(wanted.function().key(), wanted.arguments()));
                if (!result.isEmpty()) {
                    out.println(result);
                }
            });
            if (!instance.command()) {
                instance.stop(Duration.ZERO);
            }
            return code(streams.ended.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            out.flush();
        }
    }

    private static boolean core(byte[] bytes) {
        return BinaryKind.of(ByteSlice.of(bytes)) != BinaryKind.COMPONENT;
    }

    /** Instantiates; what a core module imports in vain is named as an install names it. */
    private static ModuleInstance instantiate(ModuleHost host, InstanceSpec spec, Streams streams, byte[] bytes) {
        try {
            return host.instantiate(spec, streams);
        } catch (ArcellaException e) {
            if (e.code().number() != EngineError.UNLINKABLE.number() || !core(bytes)) {
                throw e;
            }
            List<UnofferedImport> unoffered = UnofferedImport.of(new CoreEngine().outline(bytes));
            if (unoffered.isEmpty()) {
                throw e;
            }
            throw new ArcellaException(EngineError.UNLINKABLE,
                    spec.module() + " imports what nobody offers: " + unoffered.stream()
                            .map(unknown -> unknown.text(Nearest::to)).collect(Collectors.joining("; ")),
                    UnofferedImport.REMEDY, e);
        }
    }

    private static int code(Ending ending) {
        return switch (ending) {
            case Ending.Exited(int code) -> code;
            case Ending.Stopped() -> 0;
            case Ending.Trapped(ArcellaException cause) -> throw cause;
            case Ending.Lost(ArcellaException cause) -> throw cause;
        };
    }

    /** This process's own streams as the guest's. */
    private static final class Streams implements InstanceListener {

        private final String name;
        private final PrintStream out;
        private final PrintStream err;
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();

        Streams(String name, PrintStream out, PrintStream err) {
            this.name = name;
            this.out = out;
            this.err = err;
        }

        @Override
        public void output(StandardStream stream, byte[] bytes) {
            PrintStream target = stream == StandardStream.STDOUT ? out : err;
            target.write(bytes, 0, bytes.length);
            target.flush();
        }

        @Override
        public void denied(Denial denial) {
            err.println(RunDenial.text(name, denial));
        }

        @Override
        public void ended(Ending ending) {
            ended.complete(ending);
        }

        @Override
        public InputStream input() {
            return System.in;
        }
    }
}
