package arcella.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import arcella.command.Nearest;
import arcella.command.text.Escape;
import arcella.engine.EngineError;
import arcella.engine.core.CoreEngine;
import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wasi.io.OutputSink;
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

    /** By convention: ended by SIGPIPE. */
    private static final int PIPE = 128 + 13;

    private final RunOptions options;

    private RunCommand(RunOptions options) {
        this.options = options;
    }

    /**
     * Does what the words behind {@code run} say.
     *
     * @param out takes the help; what the module prints goes to the process's standard output itself
     * @return the exit code: the module's own if it ended by itself; {@value #PIPE} instead of 0 if nobody read what it wrote
     * @throws ArcellaException if the module cannot be run, or trapped
     */
    static int run(List<String> words, PrintStream out) throws InterruptedException {
        RunOptions options = RunOptions.parse(words).orElse(null);
        if (options == null) {
            out.print(RunOptions.HELP);
            return 0;
        }
        return new RunCommand(options).run();
    }

    private int run() throws InterruptedException {
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
        Streams streams = new Streams(name);
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
                    streams.print(result + "\n");
                }
            });
            if (!instance.command()) {
                instance.stop(Duration.ZERO);
            }
            Ending ending = streams.ended.get();
            boolean lost = streams.tellLoss();
            int code = code(ending);
            return code != 0 ? code : lost ? 1 : streams.unread() ? PIPE : 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
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

    /**
     * This process's own streams as the guest's. A write that fails fails in the guest, whose affair it is what to do then; only
     * that no result may seem whole that is not is said here.
     */
    private static final class Streams implements InstanceListener {

        private final String name;
        /** Past {@link System#out}, which swallows what the system says. */
        private final OutputSink out = OutputSink.of(new FileOutputStream(FileDescriptor.out), false);
        private final OutputSink err = OutputSink.of(new FileOutputStream(FileDescriptor.err), false);
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();
        /** The first failure of standard output. */
        private final AtomicReference<Optional<IOException>> failure = new AtomicReference<>(Optional.empty());

        Streams(String name) {
            this.name = name;
        }

        @Override
        public void output(StandardStream stream, byte[] bytes) {
            try {
                (stream == StandardStream.STDOUT ? out : err).write(bytes, 0, bytes.length);
            } catch (IOException e) {
                if (stream == StandardStream.STDOUT) {
                    failure.compareAndSet(Optional.empty(), Optional.of(e));
                }
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                // A file's stream does not wait in a way that can be interrupted.
                throw new IllegalStateException(e);
            }
        }

        /** Prints something that is not the guest's own writing; whether it arrived is noted as of that. */
        void print(String text) {
            try {
                output(StandardStream.STDOUT, text.getBytes(StandardCharsets.UTF_8));
            } catch (UncheckedIOException _) {
                // Noted, and told with what the guest could not write.
                return;
            }
        }

        /** Whether nobody reads what is written. */
        boolean unread() {
            return failure.get().filter(OutputSink.ClosedSinkException.class::isInstance).isPresent();
        }

        /** Says that output could not be written, unless that is because nobody reads it; whether it was said. */
        boolean tellLoss() {
            Optional<IOException> lost = failure.get().filter(e -> !(e instanceof OutputSink.ClosedSinkException));
            lost.ifPresent(e -> System.err.println("arcella: " + new ArcellaException(LauncherError.OUTPUT,
                    "not all of the output of " + name + " could be written (" + Home.reason(e) + ")", "look at where it goes", e)
                    .getMessage()));
            return lost.isPresent();
        }

        @Override
        public void denied(Denial denial) {
            System.err.println(RunDenial.text(name, denial));
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
