package arcella.shell.internal.verbs;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.FrameworkStartLevel;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** {@code shell:info} and {@code system:*}: the container as a whole. */
final class SystemVerbs {

    private static final Duration ANSWER_TIME = Duration.ofMillis(200);

    private final BundleContext context;
    private final Clock clock;

    SystemVerbs(BundleContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    List<Verb> verbs() {
        return List.of(
                FrameworkVerb.looks("shell:info", "Shows the container: versions, memory, threads, uptime")
                        .gives(new ResultShape.Sheet(List.of(
                                Column.of("version", "Arcella"),
                                Column.of("home", "Home"),
                                Column.of("distribution", "Distribution"),
                                Column.of("pid", "Process", Format.NUMBER),
                                Column.of("uptime", "Uptime", Format.MILLIS),
                                Column.of("java", "Java"),
                                Column.of("java-home", "Java home"),
                                Column.of("system", "System"),
                                Column.of("processors", "Processors", Format.NUMBER),
                                Column.of("heap-used", "Heap used", Format.BYTES),
                                Column.of("heap-committed", "Heap reserved", Format.BYTES),
                                Column.of("heap-max", "Heap limit", Format.BYTES),
                                Column.of("other-memory", "Other memory used", Format.BYTES),
                                Column.of("threads", "Threads", Format.NUMBER),
                                Column.of("classes", "Classes loaded", Format.NUMBER),
                                Column.of("framework", "Framework"),
                                Column.of("bundles", "Bundles", Format.NUMBER))))
                        .does(_ -> VerbResult.data(info())),
                FrameworkVerb.looks("system:version", "Shows Arcella's version")
                        .gives(new ResultShape.Lines())
                        .does(_ -> VerbResult.data(Data.of(version()))),
                FrameworkVerb.looks("system:property", "Shows properties of the framework and the Java machine")
                        .takes(Parameter.optionalArgument("name", new Parameter.Text("NAME"), "one property; all if none"))
                        .gives(new ResultShape.Lines())
                        .examples("system property java.version")
                        .does(this::property),
                FrameworkVerb.looks("system:start-level", "Shows the framework's start level")
                        .gives(new ResultShape.Lines())
                        .does(_ -> VerbResult.data(Data.of("level " + context.getBundle(0)
                                .adapt(FrameworkStartLevel.class).getStartLevel()))),
                FrameworkVerb.changes("system:shutdown", "Stops the container")
                        .description("All modules are stopped and the process ends. What is installed and started comes"
                                + " back at the next start. At a terminal it asks first.")
                        .takes(Parameter.flag("force", "does not ask").letter('f'))
                        .examples("system shutdown --force")
                        .does(this::shutdown));
    }

    private String version() {
        return Optional.ofNullable(context.getProperty("arcella.version")).orElse("unknown");
    }

    private Data info() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        Bundle framework = context.getBundle(0);
        return Data.fields()
                .put("version", version())
                .put("home", Optional.ofNullable(context.getProperty("arcella.home")).orElse(""))
                .put("distribution", Optional.ofNullable(context.getProperty("arcella.dist")).orElse(""))
                .put("pid", ProcessHandle.current().pid())
                .put("uptime", clock.millis() - started())
                .put("java", System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")")
                .put("java-home", Path.of(System.getProperty("java.home")).toString())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("heap-used", heap.getUsed())
                .put("heap-committed", heap.getCommitted())
                .put("heap-max", heap.getMax())
                .put("other-memory", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed())
                .put("threads", ManagementFactory.getThreadMXBean().getThreadCount())
                .put("classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
                .put("framework", framework.getSymbolicName() + " " + framework.getVersion())
                .put("bundles", context.getBundles().length)
                .build();
    }

    private long started() {
        String started = context.getProperty("arcella.started");
        return started == null ? ManagementFactory.getRuntimeMXBean().getStartTime() : Long.parseLong(started);
    }

    private VerbResult property(Invocation invocation) {
        Optional<String> name = invocation.arguments().optionalText("name");
        if (name.isPresent()) {
            String value = context.getProperty(name.get());
            if (value == null) {
                throw new ArcellaException(
                        ShellError.BAD_USE, "there is no property '" + name.get() + "'", "see system:property");
            }
            return VerbResult.data(Data.of(value));
        }
        Map<String, String> all = new TreeMap<>();
        System.getProperties().stringPropertyNames().forEach(key -> all.put(key, System.getProperty(key)));
        for (String key : List.of("arcella.home", "arcella.dist", "arcella.version", "arcella.started")) {
            Optional.ofNullable(context.getProperty(key)).ifPresent(value -> all.put(key, value));
        }
        List<String> lines = new ArrayList<>();
        all.forEach((key, value) -> lines.add(key + " = " + value.replace("\r", "\\r").replace("\n", "\\n")));
        return VerbResult.data(Data.texts(lines));
    }

    private VerbResult shutdown(Invocation invocation) throws InterruptedException {
        if (!invocation.arguments().flag("force")) {
            if (!(invocation instanceof Confirming someone)) {
                throw new ArcellaException(
                        ShellError.NEEDS_CONFIRMATION,
                        "stopping the container wants a confirmation, and nobody is there to give it",
                        "add --force");
            }
            if (!someone.confirm("Stop the container and all its modules?")) {
                return VerbResult.message("not stopped");
            }
        }
        if (invocation instanceof Confirming someone) {
            someone.leave();
        }
        Thread.ofPlatform().name("arcella-shutdown").start(this::stopSoon);
        return VerbResult.message("the container stops");
    }

    /** Stops the framework when the answer has had time to reach the caller. */
    private void stopSoon() {
        try {
            Thread.sleep(ANSWER_TIME);
            context.getBundle(0).stop();
        } catch (BundleException | InterruptedException e) {
            throw new IllegalStateException("the container cannot be stopped", e);
        }
    }
}
