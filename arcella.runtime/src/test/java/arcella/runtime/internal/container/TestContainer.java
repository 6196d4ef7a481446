package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

import arcella.command.Arguments;
import arcella.command.Data;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/**
 * A framework with the container's bundles as they were packaged, on a home of its own, driven through its verbs. The
 * packages of {@code arcella.command} and {@code arcella.error} come from the test's own class path, so that the two
 * sides understand each other.
 */
final class TestContainer implements AutoCloseable {

    private static final Path DIST = Path.of(System.getProperty("arcella.it.dist"));
    private static final Path EXAMPLES = Path.of(System.getProperty("arcella.it.examples"));
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.log",
            "org.apache.felix.configadmin", "org.apache.felix.scr", "msgpack-core", "arcella.wit", "arcella.engine",
            "arcella.wasi", "arcella.worker");

    private final Framework framework;

    TestContainer(Path home) throws BundleException, IOException {
        Files.createDirectories(home);
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, home.resolve("cache/felix").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "android.os,sun.nio.ch,arcella.command;version=0.1.0,arcella.command.text;version=0.1.0,arcella.error;version=0.1.0");
        properties.put("felix.log.level", "1");
        properties.put("felix.cm.dir", home.resolve("config").toString());
        properties.put("arcella.home", home.toString());
        properties.put("arcella.dist", DIST.toString());
        properties.put("arcella.version", "0.1.0-test");
        properties.put("arcella.started", Long.toString(System.currentTimeMillis()));
        this.framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (String name : BUNDLES) {
            bundles.add(context.installBundle("reference:" + DIST.resolve("lib/" + name + ".jar").toUri()));
        }
        bundles.add(context.installBundle("reference:" + Path.of(System.getProperty("arcella.it.bundle")).toUri()));
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** @param name {@code FOLDER/FILE}, or the one name of both */
    static byte[] example(String name) throws IOException {
        return Files.readAllBytes(EXAMPLES.resolve(name.contains("/") ? name + ".wasm" : name + "/" + name + ".wasm"));
    }

    /** A minimal manifest, and what follows it. */
    static String manifest(String name, String version, String more) {
        return "[module]\nname = \"" + name + "\"\nversion = \"" + version + "\"\n" + more;
    }

    /** Calls a verb with arguments written {@code name=value}; a value {@code true} is a flag. */
    VerbResult call(String verb, String... arguments) throws InterruptedException {
        return call(verb, Map.of(), arguments);
    }

    VerbResult call(String name, Map<String, byte[]> uploads, String... arguments) throws InterruptedException {
        Verb verb = verb(name);
        return verb.run(new TestInvocation(arguments(verb, uploads, arguments), uploads));
    }

    static Arguments arguments(Verb verb, Map<String, byte[]> uploads, String... arguments) {
        Map<String, Data> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            Data value = parts[1].equals("true") ? Data.of(true)
                    : parts[1].matches("\\d+") ? Data.of(Long.parseLong(parts[1])) : Data.of(parts[1]);
            boolean many = verb.spec().parameter(parts[0]).orElseThrow().repeated();
            values.put(parts[0], many ? Data.texts(List.of(parts[1].split(","))) : value);
        }
        uploads.keySet().forEach(upload -> values.putIfAbsent(upload, Data.of(upload + ".bin")));
        return Arguments.of(verb.spec(), new Data.Fields(values));
    }

    /** Installs an example with a manifest of the test's own. */
    VerbResult install(String example, String manifest, String... arguments) throws Exception {
        return call("module:install", uploads(example(example), manifest), with(arguments, "file=" + file(example)));
    }

    /** Installs a module of the test's own. */
    VerbResult install(byte[] wasm, String manifest) throws Exception {
        return call("module:install", uploads(wasm, manifest), "file=module.wasm");
    }

    VerbResult update(String module, String example, String manifest, String... arguments) throws Exception {
        return call("module:update", uploads(example(example), manifest),
                with(arguments, "file=" + file(example), "module=" + module));
    }

    VerbResult planUpdate(String module, String example, String manifest, String... arguments) throws Exception {
        return call("module:plan", uploads(example(example), manifest),
                with(arguments, "file=" + file(example), "module=" + module, "action=update"));
    }

    private static String file(String example) {
        return example.substring(example.lastIndexOf('/') + 1) + ".wasm";
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private static Map<String, byte[]> uploads(byte[] wasm, String manifest) {
        Map<String, byte[]> uploads = new HashMap<>();
        uploads.put("file", wasm);
        if (!manifest.isEmpty()) {
            uploads.put("manifest", manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return uploads;
    }

    /** Finds a verb, waiting for the container to come up. */
    Verb verb(String name) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                for (ServiceReference<Verb> reference : context().getServiceReferences(Verb.class, null)) {
                    Verb verb = context().getService(reference);
                    if (verb != null && verb.spec().name().toString().equals(name)) {
                        return verb;
                    }
                }
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException(e);
            }
            assertThat(System.nanoTime()).as("no verb " + name).isLessThan(end);
            Thread.sleep(10);
        }
    }

    /** One field of a module in {@code module:list}; empty if there is no such module. */
    Optional<String> field(String module, String field) throws InterruptedException {
        Data.Items items = (Data.Items) call("module:list").data();
        return items.values().stream()
                .map(item -> ((Data.Fields) item).values())
                .filter(item -> module.equals(text(item.get("name")))
                        || module.equals(text(item.get("name")) + "@" + text(item.get("version"))))
                .map(item -> text(item.get(field)))
                .findFirst();
    }

    String state(String module) throws InterruptedException {
        return field(module, "state").orElse("gone");
    }

    /** Waits until a module has a state that begins so. */
    void awaitState(String module, String wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        String state = state(module);
        while (!state.startsWith(wanted)) {
            assertThat(System.nanoTime()).as("%s is %s, and not %s\n%s", module, state, wanted, log("")).isLessThan(end);
            Thread.sleep(5);
            state = state(module);
        }
    }

    /** The journal as text. */
    String log(String module) throws InterruptedException {
        Verb verb = verb("log:tail");
        String[] words = module.isEmpty() ? new String[] {"lines=1000"} : new String[] {"lines=1000", "module=" + module};
        TestInvocation invocation = new TestInvocation(arguments(verb, Map.of(), words), Map.of());
        verb.run(invocation);
        return String.join("\n", invocation.emitted());
    }

    Bundle bundle(String module) throws InterruptedException {
        return context().getBundle(Long.parseLong(field(module, "bundle").orElseThrow()));
    }

    static String text(Data data) {
        return switch (data) {
            case Data.Text(String value) -> value;
            case Data.Whole(long value) -> Long.toString(value);
            default -> data.toString();
        };
    }

    /** The code of a failure, whichever class loader its class has. */
    static String code(Throwable failure) {
        return failure instanceof ArcellaException coded ? coded.code().text() : failure.toString();
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
